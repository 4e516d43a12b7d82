// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.CostCorrection;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteToken;
import io.github.tracequeue.testkit.InProcessDynamoDb;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** When hours are open, sealed and recomputed. */
final class RollupJobTest {

  private static final Instant NOON = Calls.NOON;
  private static final Hour TWELVE = Hour.of(NOON);
  private static final LocalDate DAY = TWELVE.day();

  private final DynamoDbClient dynamoDb = InProcessDynamoDb.client();
  private final TableOptions options =
      new TableOptions(
          InProcessDynamoDb.newTable(TableSchema::createTableRequest),
          new Shards(2),
          Duration.ofDays(30));
  private final Rollups rollups = Rollups.create(dynamoDb, options.tableName());
  private final Calls calls = new Calls();
  private Instant now = NOON;

  @Test
  void run_emptyTable_sealsTheLastHourThatIsOver() {
    RollupJob.Result result = runAt("12:02");

    assertThat(result.complete()).isTrue();
    assertThat(result.sealedThrough()).hasToString("2026-11-23T09");
    assertThat(rollups.progress())
        .isEqualTo(new Rollups.Progress(now, Hour.parse("2026-11-23T09")));
    assertThat(rollups.days("cto", DAY, DAY, rollups.progress())).isEmpty();
  }

  @Test
  void run_newCall_isInItsOpenHourAndDayAndInThoseOfAllAgents() {
    put(calls.call(at("12:01")));
    runAt("12:02");

    assertThat(costOf("cto", "12")).isEqualByComparingTo("0.01");
    assertThat(costOf("*", "12")).isEqualByComparingTo("0.01");
    assertThat(costOfDay("cto")).isEqualByComparingTo("0.01");
    assertThat(costOfDay("*")).isEqualByComparingTo("0.01");
  }

  @Test
  void run_moreCallsInAnOpenHour_areAddedWithoutReadingTheFirstOnesForever() {
    put(calls.call(at("12:01")));
    runAt("12:02");
    put(calls.call(at("12:40")));
    runAt("12:45");
    assertThat(costOf("cto", "12")).isEqualByComparingTo("0.02");

    put(calls.call(at("13:50")));
    runAt("13:55");
    RollupJob.Result last = runAt("14:00");

    // The two calls of twelve are older than what is read again.
    assertThat(last.openCallsRead()).isEqualTo(1);
    assertThat(costOf("cto", "12")).isEqualByComparingTo("0.02");
    assertThat(costOfDay("cto")).isEqualByComparingTo("0.03");
  }

  @Test
  void run_manyCallsAnHour_readsTenMinutesAgainOnly() {
    runAt("12:00");
    for (int i = 0; i < 1_500; i++) {
      put(calls.call(at("12:01").plusMillis(i)));
    }
    runAt("12:05");
    put(calls.call(at("12:14")));
    runAt("12:15");
    RollupJob.Result last = runAt("12:20");

    assertThat(last.openCallsRead()).isEqualTo(1);
    assertThat(costOf("cto", "12")).isEqualByComparingTo("15.01");
  }

  @Test
  void run_lateCallOfAnOpenHour_isCountedWhenTheHourIsSealed() {
    put(calls.call(at("12:01")));
    runAt("12:02");
    runAt("13:30");
    now = at("13:34");
    putLate(calls.call(at("12:15")));
    runAt("13:35");
    assertThat(costOf("cto", "12")).isEqualByComparingTo("0.01");

    runAt("15:00");
    assertThat(costOf("cto", "12")).isEqualByComparingTo("0.02");
    assertThat(costOfDay("cto")).isEqualByComparingTo("0.02");
    assertThat(runAt("15:05").hoursRecomputed()).isZero();
  }

  @Test
  void run_twoHoursAfterAnHour_sealsIt() {
    put(calls.call(at("12:01")));
    runAt("12:02");

    assertThat(runAt("14:59").sealedThrough()).hasToString("2026-11-23T11");
    assertThat(runAt("15:00").sealedThrough()).hasToString("2026-11-23T12");
    assertThat(runAt("15:05").hoursSealed()).isZero();
  }

  @Test
  void run_lateCall_recomputesItsHourAndDay() {
    put(calls.call(at("12:01")));
    runAt("16:00");
    now = at("16:10");
    putLate(calls.call(at("12:30")));

    assertThat(runAt("16:15").hoursRecomputed()).isEqualTo(1);
    assertThat(costOf("cto", "12")).isEqualByComparingTo("0.02");
    assertThat(costOf("*", "12")).isEqualByComparingTo("0.02");
    assertThat(costOfDay("cto")).isEqualByComparingTo("0.02");
    assertThat(runAt("16:20").hoursRecomputed()).isZero();
  }

  @Test
  void run_lateCallOfADayThatIsOver_changesThatDay() {
    put(calls.call(at("12:01")));
    runAt("12:02");
    now = NOON.plus(Duration.ofDays(3));
    run();
    putLate(calls.call(at("23:30")));
    run();

    assertThat(costOfDay("cto")).isEqualByComparingTo("0.02");
  }

  @Test
  void run_callWithANewPrice_isSummedUpAgain() {
    StoredTrace call = calls.call(at("12:01"));
    put(call);
    runAt("16:00");
    CostCorrection.create(dynamoDb, options.tableName(), options.shards())
        .correct(call, CallCost.priced(new BigDecimal("5"), "row-2"));
    now = at("16:01");
    LateCalls.create(dynamoDb, options, () -> now).mark(Hour.of(call.timestamp()));
    runAt("16:05");

    assertThat(costOf("cto", "12")).isEqualByComparingTo("5");
  }

  @Test
  void run_callFromAClockThatIsAhead_waitsForItsTime() {
    put(calls.call(at("14:30")));
    runAt("12:02");
    assertThat(rollups.days("cto", DAY, DAY, rollups.progress())).isEmpty();

    runAt("14:31");
    assertThat(costOf("cto", "14")).isEqualByComparingTo("0.01");
  }

  @Test
  void run_afterAnOutageOfDays_sealsEveryHour() {
    runAt("12:02");
    put(calls.call(at("12:30")));
    put(calls.call(NOON.plus(Duration.ofHours(30))));
    now = NOON.plus(Duration.ofDays(4));

    assertThat(run().hoursSealed()).isEqualTo(96);
    assertThat(costOf("cto", "12")).isEqualByComparingTo("0.01");
    assertThat(cost(rollups.days("cto", DAY, DAY.plusDays(4), rollups.progress())))
        .isEqualByComparingTo("0.02");
  }

  @Test
  void run_withoutTimeForAllHours_goesOnNextTime() {
    runAt("12:02");
    put(calls.call(at("12:30")));
    now = NOON.plus(Duration.ofDays(1));
    List<Integer> begun = new ArrayList<>();

    RollupJob.Result result =
        job().run(call -> {}, () -> begun.size() < 2 && begun.add(begun.size()));

    assertThat(result.complete()).isFalse();
    assertThat(result.hoursSealed()).isEqualTo(2);
    assertThat(run().hoursSealed()).isEqualTo(22);
    assertThat(costOf("cto", "12")).isEqualByComparingTo("0.01");
  }

  @Test
  void run_tableWithCallsAndNoRollups_beginsWithTheFirstCall() {
    put(calls.call(NOON.minus(Duration.ofDays(5))));
    put(calls.call(NOON.minus(Duration.ofDays(2))));

    assertThat(runAt("12:02").hoursSealed()).isEqualTo(5 * 24 - 2);
    assertThat(cost(rollups.days("cto", DAY.minusDays(6), DAY, rollups.progress())))
        .isEqualByComparingTo("0.02");
  }

  @Test
  void run_hourWhoseCallsAreGone_keepsItsRollup() {
    put(calls.call(at("12:01")));
    runAt("16:00");
    // Delivered again when the retention of the first delivery is over.
    now = NOON.plus(Duration.ofDays(30)).minus(Duration.ofMinutes(30));
    LateCalls.create(dynamoDb, options, () -> now).mark(Hour.of(at("12:01")));
    now = NOON.plus(Duration.ofDays(31));

    assertThat(run().hoursRecomputed()).isZero();
    assertThat(costOf("cto", "12")).isEqualByComparingTo("0.01");
  }

  @Test
  void run_spanThatSumsUpOthers_doesNotCount() {
    put(Calls.span(calls.call(at("12:00")), "invoke_agent", "00f067aa0ba902b7", null));
    put(Calls.span(calls.call(at("12:01")), "chat", "b7ad6b7169203331", "00f067aa0ba902b7"));
    put(Calls.span(calls.call(at("12:02")), "invoke_agent", "c7ad6b7169203331", null));
    runAt("12:05");
    assertThat(costOf("cto", "12")).isEqualByComparingTo("0.02");

    runAt("15:05");
    assertThat(costOf("cto", "12")).isEqualByComparingTo("0.02");
  }

  @Test
  void run_modelOfTwoProviders_hasARollupForEach() {
    put(calls.call("cto", "anthropic", "m-1", at("12:01")));
    put(calls.call("cto", "aws.bedrock", "m-1", at("12:02")));
    put(calls.call("cto", "aws.bedrock", "m-1", at("12:03")));
    runAt("16:00");

    Hour only = Hour.of(at("12:00"));
    Map<String, Long> calls = new TreeMap<>();
    rollups
        .hours("cto", only, only)
        .forEach((key, rollup) -> calls.put(key.provider(), rollup.count(Measure.CALLS)));
    assertThat(calls).isEqualTo(Map.of("anthropic", 1L, "aws.bedrock", 2L));
    assertThat(costOfDay("cto")).isEqualByComparingTo("0.03");
  }

  @Test
  void between_hoursThatCutDays_areExactWithADayForEachWholeDay() {
    for (int hour = 0; hour < 96; hour++) {
      put(calls.call(NOON.minus(Duration.ofHours(hour))));
    }
    runAt("12:02");
    for (int first = 0; first < 60; first += 7) {
      for (int hours = 1; hours < 36; hours += 5) {
        Hour from = TWELVE.plus(-first - hours + 1);
        SortedMap<RollupKey, Rollup> found =
            rollups.between("cto", from, TWELVE.plus(-first), rollups.progress());
        assertThat(cost(found))
            .as("%d hours from %s", hours, from)
            .isEqualByComparingTo(new BigDecimal(hours).movePointLeft(2));
      }
    }

    SortedMap<RollupKey, Rollup> all =
        rollups.between("cto", TWELVE.plus(-95), TWELVE, rollups.progress());
    assertThat(cost(all)).isEqualByComparingTo("0.96");
    assertThat(all.keySet().stream().filter(key -> !key.isHour())).hasSize(3);
    assertThat(all.keySet().stream().filter(RollupKey::isHour)).hasSize(24);
  }

  @Test
  void run_everyItem_expiresAfterItsRetention() {
    put(calls.call(at("12:01")));
    runAt("16:00");

    Map<String, AttributeValue> item =
        dynamoDb
            .getItem(
                get ->
                    get.tableName(options.tableName())
                        .key(
                            Map.of(
                                "PK", AttributeValue.fromS("ROLLUP#cto"),
                                "SK", AttributeValue.fromS("H#2026-11-23T12##m-1"))))
            .item();
    assertThat(requireNonNull(item.get("ttl")).n())
        .isEqualTo(
            Long.toString(
                Instant.parse("2026-11-23T00:00:00Z").plus(Duration.ofDays(400)).getEpochSecond()));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-23T" + time + ":00Z");
  }

  private void put(StoredTrace call) {
    TraceStore.create(dynamoDb, options, () -> now).put(call, new WriteToken("m", call.eventId()));
  }

  private void putLate(StoredTrace call) {
    put(call);
    LateCalls.create(dynamoDb, options, () -> now).mark(Hour.of(call.timestamp()));
  }

  private RollupJob job() {
    return RollupJob.create(dynamoDb, options, () -> now, Runnable::run);
  }

  private RollupJob.Result run() {
    return job().run(call -> {}, () -> true);
  }

  private RollupJob.Result runAt(String time) {
    now = at(time);
    return run();
  }

  private BigDecimal costOf(String agent, String hour) {
    Hour only = Hour.parse(DAY + "T" + hour);
    return cost(rollups.hours(agent, only, only));
  }

  private BigDecimal costOfDay(String agent) {
    return cost(rollups.days(agent, DAY, DAY, rollups.progress()));
  }

  private static BigDecimal cost(Map<RollupKey, Rollup> sums) {
    return sums.values().stream()
        .map(rollup -> rollup.sum(Measure.COST_USD))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
