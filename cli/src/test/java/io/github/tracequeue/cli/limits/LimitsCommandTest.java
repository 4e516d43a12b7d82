// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.budget.BudgetGuard;
import io.github.tracequeue.budget.BudgetStatus;
import io.github.tracequeue.cli.CommandRun;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.agent.DropReports;
import io.github.tracequeue.store.limit.Budgets;
import io.github.tracequeue.testkit.DynamoDbLocal;
import io.github.tracequeue.watch.WatchRun;
import io.github.tracequeue.watch.limit.LimitSettings;
import io.github.tracequeue.watch.notice.Notifier;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        .contains("  breached  all agents drops since ")
        .contains("3 events were dropped in the last hour (queue_full 3) by sre-1 3");
    CommandRun json = CommandRun.of(List.of("limits", "state", "--json"), access());
    assertThat(json.json().at("/limits/0/kind").asText()).isEqualTo("drops");
  }

  @Test
  void override_limitForSomeTime_isReadByTheAgentsGuard() {
    BudgetGuard guard = BudgetGuard.create(DynamoDbLocal.client(), table, InstantSource.system());
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Budgets budgets = Budgets.create(DynamoDbLocal.client(), table);
    for (LocalDate day : List.of(today, today.plusDays(1))) {
      budgets.correct(budgets.get("cto", day), BigDecimal.TEN, 0, BigDecimal.TEN, Instant.now());
    }
    String until = Instant.now().plus(Duration.ofHours(1)).truncatedTo(SECONDS).toString();

    CommandRun run = override("--usd", "50", "--until", until);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("cto may spend $50.00 a day until ");
    assertThat(guard.budget("cto").refresh().level()).isEqualTo(BudgetStatus.Level.OK);

    assertThat(override("--end").out()).isEqualTo("The budget of cto applies again.\n");
    assertThat(guard.budget("cto").refresh().level()).isEqualTo(BudgetStatus.Level.EXCEEDED);
    guard.close();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 2100-01-01, --usd: -1 is below 0",
    "5, 2020-01-01, --until: 2020-01-01T00:00:00Z must be in the future",
    "5, 2100-01-01, --until: 2100-01-01T00:00:00Z must be in the future"
  })
  void override_impossibleValue_isRefused(String usd, String until, String message) {
    CommandRun run = override("--usd", usd, "--until", until);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void override_limitWithoutAnEnd_isRefused() {
    assertThat(override("--usd", "5").status()).isEqualTo(2);
    assertThat(override().status()).isEqualTo(2);
  }

  private CommandRun override(String... options) {
    List<String> command = new ArrayList<>(List.of("limits", "override", "--agent", "cto"));
    command.addAll(List.of(options));
    return CommandRun.of(command, access());
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
