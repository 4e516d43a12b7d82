// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.output.Terminal;
import io.github.tracequeue.query.ApiResponse;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BiFunction;

/**
 * How one answer of the API is printed.
 *
 * @param text the lines for people
 */
public record OneAnswer(BiFunction<JsonNode, Terminal, List<String>> text) {

  /** Asks and prints. */
  public void print(PrintWriter out, boolean json, TableAccess access, ApiQuestion question) {
    try (TableApi api = TableApi.open(access)) {
      ApiResponse response = api.ask(question);
      if (json) {
        out.println(TableApi.text(response));
      } else {
        text.apply(TableApi.tree(response), Terminal.ofProcess()).forEach(out::println);
      }
    }
    out.flush();
  }
}
