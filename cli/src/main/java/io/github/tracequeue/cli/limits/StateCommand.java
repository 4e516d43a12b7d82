// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.ProblemException;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.query.ApiQuestion;
import io.github.tracequeue.cli.query.Cells;
import io.github.tracequeue.cli.query.TableApi;
import io.github.tracequeue.query.ApiResponse;
import io.github.tracequeue.store.limit.LimitState;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the limits that are breached. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    description = "List the limits that are breached, and how far the watch function has come.",
    footerHeading = "%nExample:%n",
    footer = "  tracequeue limits state --table team-activity",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no limit is breached",
      "1:a limit is breached, or the watch function has never run",
      "2:an option is invalid, or the table cannot be read; the message states the reason"
    })
final class StateCommand implements Callable<Integer> {
  @Mixin private TableAccess access = new TableAccess();

  @Mixin private JsonOption format = new JsonOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ApiResponse response = read();
    JsonNode answer = TableApi.tree(response);
    List<JsonNode> open = open(answer);
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(TableApi.text(response));
    } else {
      print(out, answer, open);
    }
    out.flush();
    return answer.path("known").asBoolean() && open.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private ApiResponse read() {
    try (TableApi api = TableApi.open(access)) {
      return api.ask(ApiQuestion.to("/limits"));
    } catch (ProblemException e) {
      // Status 1 says that a limit is breached.
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private static List<JsonNode> open(JsonNode answer) {
    List<JsonNode> open = new ArrayList<>();
    for (JsonNode limit : answer.path("limits")) {
      if (!limit.path("level").asText().equals(LimitState.Level.OK.wireName())) {
        open.add(limit);
      }
    }
    return open;
  }

  private static void print(PrintWriter out, JsonNode answer, List<JsonNode> open) {
    if (!answer.path("known").asBoolean()) {
      out.println("The watch function has never run on this table.");
      return;
    }
    out.println(
        "As of "
            + Cells.minute(answer.path("as_of"))
            + (open.isEmpty() ? " UTC: no limit is breached." : " UTC:"));
    for (JsonNode limit : open) {
      out.printf(
          Locale.ROOT,
          "  %-8s  %s %s since %s UTC%n            %s%n",
          Cells.text(limit.path("level")),
          limit.has("agent_slug") ? Cells.text(limit.path("agent_slug")) : "all agents",
          Cells.text(limit.path("kind")),
          Cells.minute(limit.path("since")),
          Cells.text(limit.path("summary")));
    }
  }
}
