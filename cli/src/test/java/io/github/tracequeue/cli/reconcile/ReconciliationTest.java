// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.reconcile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.tracequeue.cli.reconcile.Reconciliation.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReconciliationTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant ONE = NOON.plus(Duration.ofHours(1));
  private static final AgentHour CTO = new AgentHour("cto", NOON);
  private static final AgentHour SRE = new AgentHour("sre", NOON);

  @Test
  void rows_equalTotals_areNoGap() {
    Totals inMetrics = totals(3, "0.30000000000000004");

    List<Row> rows = reconcile(Map.of(CTO, totals(3, "0.3")), Map.of(CTO, inMetrics));

    assertThat(rows).hasSize(1).noneMatch(Row::isGap);
  }

  @Test
  void rows_callsThatNoMetricHas_areAGap() {
    Map<AgentHour, Totals> metrics = Map.of(CTO, totals(2, "0.2"));

    assertThat(reconcile(Map.of(CTO, totals(3, "0.3")), metrics))
        .extracting(Row::cause)
        .containsExactly(Cause.NOT_THERE_YET);
    assertThat(reconcile(Map.of(CTO, totals(2, "0.2"), SRE, totals(1, "0")), metrics))
        .extracting(row -> row.place().agent(), Row::cause)
        .containsExactly(tuple("cto", null), tuple("sre", Cause.NOT_THERE_YET));
  }

  @Test
  void rows_noMetricsAtAll_blamesTheNamespace() {
    assertThat(cause(totals(3, "0.3"), Map.of(), Map.of(), Map.of())).isEqualTo(Cause.NO_METRICS);
  }

  @Test
  void rows_eventsThatCameAgain_blameAKillOrALostAnswer() {
    Map<AgentHour, Totals> metrics = Map.of(CTO, totals(2, "0.2"));

    assertThat(cause(totals(3, "0.3"), metrics, Map.of(NOON, 1.0), Map.of()))
        .isEqualTo(Cause.KILLED_OR_LOST_ANSWER);
    assertThat(cause(totals(3, "0.3"), metrics, Map.of(ONE, 1.0), Map.of(NOON, 9.0)))
        .isEqualTo(Cause.KILLED_OR_LOST_ANSWER);
    assertThat(
            cause(totals(3, "0.3"), metrics, Map.of(NOON.plus(Duration.ofHours(9)), 1.0), Map.of()))
        .isEqualTo(Cause.NOT_THERE_YET);
  }

  @Test
  void rows_eventsOutsideTheWindow_blameIt() {
    assertThat(cause(totals(3, "0.3"), Map.of(CTO, totals(2, "0.2")), Map.of(), Map.of(ONE, 1.0)))
        .isEqualTo(Cause.OUTSIDE_WINDOW);
  }

  @Test
  void rows_moreInTheMetrics_isCountedTwiceOrDeleted() {
    assertThat(cause(totals(3, "0.3"), Map.of(CTO, totals(4, "0.4")), Map.of(), Map.of()))
        .isEqualTo(Cause.COUNTED_TWICE_OR_DELETED);
    assertThat(reconcile(Map.of(), Map.of(CTO, totals(1, "0.1"))))
        .extracting(Row::cause)
        .containsExactly(Cause.COUNTED_TWICE_OR_DELETED);
  }

  @Test
  void rows_onlyTheCostDiffers_isACorrection() {
    assertThat(cause(totals(3, "0.3"), Map.of(CTO, totals(3, "0.2")), Map.of(), Map.of()))
        .isEqualTo(Cause.COST_CORRECTED);
  }

  @Test
  void rows_sampledCalls_areNotCompared() {
    Totals estimate =
        new Totals(BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, true);

    assertThat(reconcile(Map.of(CTO, estimate), Map.of(CTO, totals(9, "0.9"))))
        .noneMatch(Row::isGap);
  }

  @Test
  void rows_agentsBeyondTheLimit_areComparedTogether() {
    Map<AgentHour, Totals> table =
        Map.of(
            CTO,
            totals(3, "0.3"),
            SRE,
            totals(2, "0.2"),
            new AgentHour("sre", ONE),
            totals(1, "0.1"));
    Map<AgentHour, Totals> metrics =
        Map.of(
            CTO,
            totals(1, "0.1"),
            new AgentHour("_other", NOON),
            totals(4, "0.4"),
            new AgentHour("sre", ONE),
            totals(1, "0.1"));

    List<Row> rows = reconcile(table, metrics);

    assertThat(rows).noneMatch(Row::isGap);
    assertThat(rows)
        .extracting(Row::place)
        .containsExactly(new AgentHour(Reconciliation.ALL_AGENTS, NOON), new AgentHour("sre", ONE));
  }

  private static Cause cause(
      Totals table,
      Map<AgentHour, Totals> metrics,
      Map<Instant, Double> duplicates,
      Map<Instant, Double> outside) {
    List<Row> rows = new Reconciliation(metrics, duplicates, outside).rows(Map.of(CTO, table));
    assertThat(rows).hasSize(1);
    return requireNonNull(rows.get(0).cause());
  }

  private static List<Row> reconcile(Map<AgentHour, Totals> table, Map<AgentHour, Totals> metrics) {
    return new Reconciliation(metrics, Map.of(), Map.of()).rows(table);
  }

  private static Totals totals(long calls, String usd) {
    return new Totals(
        BigDecimal.valueOf(calls),
        BigDecimal.valueOf(100 * calls),
        BigDecimal.valueOf(10 * calls),
        new BigDecimal(usd),
        false);
  }
}
