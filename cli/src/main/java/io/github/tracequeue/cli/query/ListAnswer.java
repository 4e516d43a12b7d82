// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.options.ListFormat;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.output.Terminal;
import io.github.tracequeue.query.ApiResponse;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BiFunction;

/**
 * How a list of the API is printed.
 *
 * @param list the name of the list in the answer
 * @param columns the columns of the CSV file, which are names of fields
 * @param table the lines for people
 */
public record ListAnswer(
    String list, List<String> columns, BiFunction<JsonNode, Terminal, List<String>> table) {

  /** Asks and prints. */
  public void print(
      PrintWriter out, ListFormat.Format format, TableAccess access, ApiQuestion question) {
    try (TableApi api = TableApi.open(access)) {
      ApiResponse response = api.ask(question);
      switch (format) {
        case JSON -> out.println(TableApi.text(response));
        case CSV -> out.print(CsvRows.csv(TableApi.tree(response).path(list), columns));
        case NDJSON -> out.print(CsvRows.ndjson(TableApi.tree(response).path(list)));
        case TABLE ->
            table.apply(TableApi.tree(response), Terminal.ofProcess()).forEach(out::println);
      }
    }
    out.flush();
  }
}
