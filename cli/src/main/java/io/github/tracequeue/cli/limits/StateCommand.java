// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitStates;
import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.store.rollup.Rollups;
import io.github.tracequeue.watch.limit.ValueText;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

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
      "2:an option, the table or the way there"
    })
final class StateCommand implements Callable<Integer> {
  @Mixin private TableAccess access = new TableAccess();

  @Mixin private JsonOption format = new JsonOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (DynamoDbClient dynamoDb = access.aws().dynamoDb()) {
      Rollups.Progress progress = Rollups.create(dynamoDb, access.table).progress();
      List<LimitState> open = open(dynamoDb);
      PrintWriter out = spec.commandLine().getOut();
      if (format.isJson()) {
        out.println(Json.line(toJson(progress, open)));
      } else {
        print(out, progress, open);
      }
      out.flush();
      return progress.asOf() != null && open.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (SdkException e) {
      throw access.refusal(e);
    }
  }

  private List<LimitState> open(DynamoDbClient dynamoDb) {
    AgentRecords records = AgentRecords.create(dynamoDb, access.table, InstantSource.system());
    return LimitStates.create(dynamoDb, access.table).open(records.all());
  }

  private static void print(PrintWriter out, Rollups.Progress progress, List<LimitState> open) {
    if (progress.asOf() == null) {
      out.println("The watch function has never run on this table.");
      return;
    }
    out.println(
        "As of "
            + ValueText.time(progress.asOf())
            + (open.isEmpty() ? ": no limit is breached." : ":"));
    for (LimitState state : open) {
      out.printf(
          Locale.ROOT,
          "  %-8s  %s %s since %s%n            %s%n",
          state.level().wireName(),
          Printable.line(RollupKey.agentName(state.agentSlug())),
          state.kind(),
          ValueText.time(state.since()),
          Printable.line(state.summary()));
    }
  }

  private static ObjectNode toJson(Rollups.Progress progress, List<LimitState> open) {
    ObjectNode object = Json.object();
    object.put("as_of", progress.asOf() == null ? null : progress.asOf().toString());
    ArrayNode limits = object.putArray("limits");
    for (LimitState state : open) {
      limits
          .addObject()
          .put("agent_slug", state.agentSlug())
          .put("limit", state.kind())
          .put("level", state.level().wireName())
          .put("since", state.since().toString())
          .put("summary", state.summary());
    }
    return object;
  }
}
