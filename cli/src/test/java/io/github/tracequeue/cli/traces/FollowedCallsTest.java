// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.CommandRun;
import io.github.tracequeue.cli.StoredCalls;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.query.ApiQuestion;
import io.github.tracequeue.cli.query.TableApi;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What {@code traces --follow} prints between two looks at the table. */
final class FollowedCallsTest {
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final StoredCalls calls = new StoredCalls();
  private final List<List<String>> printed = new ArrayList<>();

  @Test
  void print_newCalls_arePrintedOnceInTheirOrder() throws InterruptedException {
    for (int i = 1; i <= 4; i++) {
      calls.call("cto", now.minusSeconds(60 - i), "old " + i);
    }

    follow(
        2,
        () -> {},
        () -> {
          calls.call("cto", now.minusSeconds(1), "new 2");
          // It took long: it began before calls that were printed.
          calls.call("cto", now.minusSeconds(300), "new 1");
        },
        () -> calls.call("cto", now, "new 3"));

    assertThat(printed)
        .containsExactly(
            List.of("old 3", "old 4"), List.of(), List.of("new 1", "new 2"), List.of("new 3"));
  }

  @Test
  void print_moreCallsThanAPage_printsAll() throws InterruptedException {
    follow(
        1,
        () -> {
          for (int i = 0; i < 1_001; i++) {
            calls.call("cto", now.minusMillis(2_000 - i), "call " + i);
          }
        });

    assertThat(printed.get(1)).hasSize(1_001).startsWith("call 0").endsWith("call 1000");
  }

  @Test
  void traces_followWithATimeRangeOrAFile_isRefused() {
    CommandRun range = CommandRun.of("traces", "--table=t", "--follow", "--since=1h");
    CommandRun file = CommandRun.of("traces", "--table=t", "--follow", "--format=csv");

    assertThat(range.status()).isEqualTo(2);
    assertThat(range.err()).contains("--follow cannot be combined with --since");
    assertThat(file.status()).isEqualTo(2);
    assertThat(file.err()).contains("--follow prints a table or --format ndjson, not csv");
  }

  /** Follows the calls; one step happens before each look. */
  private void follow(int newest, Runnable... steps) throws InterruptedException {
    Queue<Runnable> left = new ArrayDeque<>(List.of(steps));
    TableAccess access = new TableAccess();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("access", mixin(access)))
        .parseArgs(
            "--table=" + calls.table(),
            "--region=eu-west-1",
            "--endpoint-url=" + DynamoDbLocal.endpoint());
    try (TableApi api = TableApi.open(access)) {
      new FollowedCalls(
              api,
              () -> ApiQuestion.to("/traces").with("agent", "cto"),
              InstantSource.fixed(now),
              () -> left.remove().run())
          .print(
              newest,
              some -> {
                printed.add(decisions(some));
                return !left.isEmpty();
              });
    }
  }

  private static CommandLine.Model.CommandSpec mixin(TableAccess access) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(access);
  }

  private static List<String> decisions(Iterable<JsonNode> some) {
    return StreamSupport.stream(some.spliterator(), false)
        .map(call -> call.path("decision_summary").asText())
        .toList();
  }
}
