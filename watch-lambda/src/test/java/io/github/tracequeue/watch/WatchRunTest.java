// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteToken;
import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.store.agent.DropReports;
import io.github.tracequeue.store.limit.Budget;
import io.github.tracequeue.store.limit.Budgets;
import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitStates;
import io.github.tracequeue.testkit.InProcessDynamoDb;
import io.github.tracequeue.watch.limit.LimitSettings;
import io.github.tracequeue.watch.notice.Notice;
import io.github.tracequeue.watch.notice.Notifier;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Whole runs against a table. */
final class WatchRunTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final LocalDate DAY = LocalDate.parse("2026-11-23");

  private final DynamoDbClient dynamoDb = InProcessDynamoDb.client();
  private final String table = InProcessDynamoDb.newTable(TableSchema::createTableRequest);
  private final TableOptions options = new TableOptions(table, Shards.ONE, Duration.ofDays(30));
  private final AgentRecords records = AgentRecords.create(dynamoDb, table, () -> this.now);
  private final List<String> sent = new ArrayList<>();
  private Notifier.Delivery delivery = new Notifier.Delivery(1, List.of());
  private LimitSettings settings = LimitSettings.defaults();
  private Instant now = NOON;
  private int ids;

  @Test
  void run_threeFailedCalls_tellsOnceAndAgainWhenItIsOver() {
    call("cto", NOON.minusSeconds(90), false);
    run();
    assertThat(sent).isEmpty();

    for (int i = 0; i < 3; i++) {
      call("cto", NOON.plusSeconds(i), true);
    }
    runAfter(Duration.ofMinutes(5));
    runAfter(Duration.ofMinutes(5));
    assertThat(sent).containsExactly("cto failing BREACHED");
    assertThat(record("cto").breached()).containsExactly("failing");

    call("cto", now, false);
    runAfter(Duration.ofMinutes(1));
    runAfter(Duration.ofMinutes(14));
    assertThat(sent).hasSize(1);
    runAfter(Duration.ofMinutes(1));
    assertThat(sent).containsExactly("cto failing BREACHED", "cto failing OK");
    assertThat(record("cto").breached()).isEmpty();
    runAfter(Duration.ofMinutes(5));
    assertThat(sent).hasSize(2);
  }

  @Test
  void run_processThatDiedBeforeItTold_isMadeGoodAfterTenMinutes() {
    failing("cto");
    delivery = new Notifier.Delivery(0, List.of("the process died"));
    WatchRun.Result result = run();
    assertThat(result.limits().failures()).containsExactly("the process died");
    runAfter(Duration.ofMinutes(5));
    assertThat(sent).hasSize(1);

    delivery = new Notifier.Delivery(1, List.of());
    runAfter(Duration.ofMinutes(5));
    runAfter(Duration.ofMinutes(20));
    assertThat(sent).containsExactly("cto failing BREACHED", "cto failing BREACHED");
  }

  @Test
  void run_twoAtTheSameTime_tellOnce() {
    failing("cto");
    WatchRun other =
        watch(
            notice -> {
              throw new AssertionError("sent twice");
            });
    // The other one finds the state that this one has written.
    watch(
            notice -> {
              other.run(() -> true);
              return send(notice);
            })
        .run(() -> true);

    assertThat(sent).containsExactly("cto failing BREACHED");
  }

  @Test
  void run_newCalls_areInTheDirectory() {
    call("cto", NOON.minusSeconds(90), false, "1", null, "Merged.");
    call("cto", NOON.minusSeconds(60), true, "1", null, null);
    // From a clock that is ahead.
    call("cto", NOON.plus(Duration.ofHours(1)), false);
    run();

    AgentRecord record = record("cto");
    assertThat(record.lastCall())
        .isEqualTo(new AgentRecord.LastCall(NOON.minusSeconds(60), "e-2", "m-1", true));
    assertThat(record.lastDecision())
        .isEqualTo(new AgentRecord.LastDecision(NOON.minusSeconds(90), "e-1", "Merged."));
  }

  @Test
  void run_agentThatHangsInARun_isToldAsSilent() {
    settings =
        LimitSettings.parse(
            "{\"agents\": [{\"slug\": \"sre\", \"runs\": {\"every_minutes\": 60}}]}");
    call("sre", NOON.minus(Duration.ofMinutes(5)), false);
    run();
    now = now.plus(Duration.ofMinutes(10));
    records.noteRun(
        new StoredRun(
            "r-1",
            "sre",
            new StoredRun.Event(StoredRun.Status.RUNNING, now, "e"),
            now,
            null,
            null,
            null,
            null,
            Set.of("e")));
    runAfter(Duration.ofMinutes(60));
    assertThat(sent).isEmpty();

    WatchRun.Result result = runAfter(Duration.ofMinutes(20));
    assertThat(sent).containsExactly("sre silent BREACHED");
    assertThat(result.limits().agentsOverdue()).isEqualTo(1);
    assertThat(result.limits().limitsBreached()).isZero();

    call("sre", now, false);
    runAfter(Duration.ofMinutes(1));
    assertThat(sent).containsExactly("sre silent BREACHED", "sre silent OK");
  }

  @Test
  void run_listedAgentThatNeverCame_isMissedFromTheFirstRunOn() {
    settings =
        LimitSettings.parse(
            "{\"agents\": [{\"slug\": \"sre\", \"runs\": {\"every_minutes\": 60}}]}");
    run();
    runAfter(Duration.ofMinutes(60));
    assertThat(sent).isEmpty();

    runAfter(Duration.ofMinutes(31));
    assertThat(sent).containsExactly("sre silent BREACHED");
  }

  @Test
  void run_agentWithoutAnyNews_isNotJudged() {
    call("cto", NOON.minusSeconds(90), false);
    assertThat(run().limits().agentsJudged()).isEqualTo(2);
    // All agents together are judged always.
    assertThat(runAfter(Duration.ofMinutes(5)).limits().agentsJudged()).isEqualTo(1);
  }

  @Test
  void run_spending_warnsThenBreaksThenStartsAnewTheNextDay() {
    settings =
        LimitSettings.parse(
            """
            {"limits": {"all_agents": {"spend": {"day_usd": 50}}},
             "agents": [{"slug": "cto", "spend": {"hour_usd": null, "day_usd": 20}}]}
            """);
    call("cto", NOON.minusSeconds(90), false, "17", null, null);
    run();
    call("cto", now.plusSeconds(1), false, "24", null, null);
    runAfter(Duration.ofMinutes(5));
    runAfter(Duration.ofMinutes(5));
    assertThat(sent)
        .containsExactly("cto spend-day WARNING", "cto spend-day BREACHED", "* spend-day WARNING");

    now = Instant.parse("2026-11-24T09:00:00Z");
    run();
    call("cto", now.minusSeconds(5), false, "21", null, null);
    runAfter(Duration.ofMinutes(5));
    assertThat(sent).hasSize(4).last().isEqualTo("cto spend-day BREACHED");
  }

  @Test
  void run_unpricedCallsAndDrops_areTold() {
    call("cto", NOON.minusSeconds(90), false, null, null, null);
    DropReports.create(dynamoDb, options)
        .put(
            new DropReports.Report(
                NOON.minusSeconds(30), "m-1", "sre-1", Map.of("queue_full", 3L)));
    run();

    assertThat(sent).containsExactlyInAnyOrder("cto unpriced BREACHED", "* drops BREACHED");
  }

  @Test
  void run_promptThatChanges_isToldOnce() {
    for (int i = 0; i < 5; i++) {
      call("cto", NOON.minusSeconds(600 - i), false, "1", "aaaaaaaaaaaaaaaa", null);
    }
    run();
    call("cto", now.plusSeconds(1), false, "1", "bbbbbbbbbbbbbbbb", null);
    runAfter(Duration.ofMinutes(5));
    call("cto", now.plusSeconds(1), false, "1", "bbbbbbbbbbbbbbbb", null);
    runAfter(Duration.ofMinutes(5));

    assertThat(sent).containsExactly("cto prompt-changed BREACHED");
  }

  @Test
  void run_limitThatIsNotConfiguredAnyMore_isOver() {
    failing("cto");
    run();
    settings = LimitSettings.parse("{\"limits\": {\"any_agent\": {\"failing\": null}}}");
    WatchRun.Result result = runAfter(Duration.ofMinutes(5));

    assertThat(sent).hasSize(1);
    assertThat(result.limits().limitsBreached()).isZero();
    assertThat(LimitStates.create(dynamoDb, table).of("cto"))
        .hasEntrySatisfying(
            "failing", state -> assertThat(state.level()).isEqualTo(LimitState.Level.OK));
  }

  @Test
  void run_agentWithABudget_itsCounterTellsWhatItsCallsComeTo() {
    settings =
        LimitSettings.parse("{\"agents\": [{\"slug\": \"cto\", \"spend\": {\"day_usd\": 20}}]}");
    Budgets budgets = Budgets.create(dynamoDb, table);
    run();
    assertThat(budgets.get("cto", DAY).limitUsd()).isEqualByComparingTo("20");

    // The consumer was killed between the write of the second call and that of the counter.
    call("cto", now.plusSeconds(1), false, "3", null, null);
    budgets.add("cto", DAY, new BigDecimal("3"), 0);
    call("cto", now.plusSeconds(2), false, "4", null, null);
    call("cto", now.plusSeconds(3), false, null, null, null);
    assertThat(runAfter(Duration.ofMinutes(5)).budgetsCorrected()).isEqualTo(1);
    Budget budget = budgets.get("cto", DAY);
    assertThat(budget.spentUsd()).isEqualByComparingTo("7");
    assertThat(budget.unpriced()).isEqualTo(1);
    assertThat(runAfter(Duration.ofMinutes(5)).budgetsCorrected()).isZero();
  }

  @Test
  void run_lastHourOfADay_makesTheNextDaysCounter() {
    settings =
        LimitSettings.parse("{\"agents\": [{\"slug\": \"cto\", \"spend\": {\"day_usd\": 20}}]}");
    now = Instant.parse("2026-11-23T23:01:00Z");
    run();

    Budget budget = Budgets.create(dynamoDb, table).get("cto", DAY.plusDays(1));
    assertThat(budget.limitUsd()).isEqualByComparingTo("20");
    assertThat(budget.spentUsd()).isZero();
  }

  private void failing(String agent) {
    for (int i = 0; i < 3; i++) {
      call(agent, NOON.minusSeconds(30 - i), true);
    }
  }

  private WatchRun.Result runAfter(Duration time) {
    now = now.plus(time);
    return run();
  }

  private WatchRun.Result run() {
    return watch(this::send).run(() -> true);
  }

  private WatchRun watch(Notifier notifier) {
    return WatchRun.create(dynamoDb, options, settings, notifier, () -> now, Runnable::run);
  }

  private Notifier.Delivery send(Notice notice) {
    LimitState state = notice.state();
    sent.add(state.agentSlug() + ' ' + state.kind() + ' ' + state.level());
    return delivery;
  }

  private AgentRecord record(String agent) {
    return records.get(agent).orElseThrow();
  }

  private void call(String agent, Instant time, boolean failed) {
    call(agent, time, failed, "0.001", null, null);
  }

  private void call(
      String agent,
      Instant time,
      boolean failed,
      @Nullable String usd,
      @Nullable String prompt,
      @Nullable String decision) {
    String id = "e-" + ++ids;
    TraceStore.create(dynamoDb, options, () -> now)
        .put(
            new StoredTrace(
                id,
                time,
                agent,
                new Call(null, "m-1", null, 900, null, failed, null, null, null, false, null),
                new Tokens(100, 20, 0, 0, 0, 0, true),
                usd == null
                    ? CallCost.unpriced("unknown_model")
                    : CallCost.priced(new BigDecimal(usd), "row"),
                new TraceLinks(null, null, null, null, null),
                new Content(prompt, null, decision, false, Map.of()),
                1),
            new WriteToken("m", id));
  }
}
