// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.cli.CommandRun;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.agent.DropReports;
import io.github.tracequeue.testkit.DynamoDbLocal;
import io.github.tracequeue.watch.WatchRun;
import io.github.tracequeue.watch.limit.LimitSettings;
import io.github.tracequeue.watch.notice.Notifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tracequeue limits check} and {@code limits state}. */
final class LimitsCommandTest {
  private final String table = DynamoDbLocal.newTable(TableSchema::createTableRequest);

  @TempDir private Path folder;

  @Test
  void check_validFile_listsTheLimitsOfEachAgent() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("tracequeue.json"),
            "{\"agents\": [{\"slug\": \"cto\", \"spend\": {\"day_usd\": 20}}]}");

    CommandRun run = CommandRun.of("limits", "check", "--config", config.toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .containsSubsequence(
            "all agents together", "drops", "cto\n", "spend-day       $20.00 a day", "any other");
  }

  @Test
  void state_tableWithoutAWatchFunction_saysSoWithStatus1() {
    CommandRun run = state();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("The watch function has never run on this table.\n");
  }

  @Test
  void state_breachedLimit_isListedWithStatus1() {
    watch();
    CommandRun quiet = state();
    assertThat(quiet.status()).as(quiet.err()).isZero();
    assertThat(quiet.out()).startsWith("As of 20").endsWith(": no limit is breached.\n");

    DropReports.create(DynamoDbLocal.client(), options())
        .put(
            new DropReports.Report(
                Instant.now().minusSeconds(60), "m-1", "sre-1", Map.of("queue_full", 3L)));
    watch();

    assertThat(state().status()).isEqualTo(1);
    assertThat(state().out())
        .contains("  breached  * drops since ")
        .contains("3 events were dropped in the last hour (queue_full 3) by sre-1 3");
    CommandRun json = CommandRun.of(List.of("limits", "state", "--json"), access());
    assertThat(json.json().at("/limits/0/limit").asText()).isEqualTo("drops");
  }

  private void watch() {
    WatchRun.create(
            DynamoDbLocal.client(),
            options(),
            LimitSettings.defaults(),
            notice -> new Notifier.Delivery(0, List.of()),
            InstantSource.system(),
            Runnable::run)
        .run(() -> true);
  }

  private TableOptions options() {
    return new TableOptions(table, Shards.ONE, Duration.ofDays(30));
  }

  private CommandRun state() {
    return CommandRun.of(List.of("limits", "state"), access());
  }

  private String[] access() {
    return new String[] {
      "--table",
      table,
      "--endpoint-url",
      DynamoDbLocal.endpoint().toString(),
      "--region",
      "eu-central-1"
    };
  }
}
