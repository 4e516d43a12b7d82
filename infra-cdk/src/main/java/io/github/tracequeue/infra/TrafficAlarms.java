// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static io.github.tracequeue.infra.AlarmDefinition.Condition.above;
import static io.github.tracequeue.infra.AlarmDefinition.Condition.aboveBand;

import io.github.tracequeue.infra.AlarmSettings.AnyAgent;
import io.github.tracequeue.infra.AlarmSettings.Spending;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Alarms on what the consumer counts over all agents. */
final class TrafficAlarms {
  private static final int FIVE_MINUTES = 300;
  private static final int HOUR = 3600;
  private static final int STANDARD_DEVIATIONS = 3;

  /** The longest expression that CloudWatch takes. */
  private static final int LONGEST_QUERY = 2048;

  private TrafficAlarms() {}

  static List<AlarmDefinition> of(AlarmSettings settings, List<AgentSettings> listed) {
    List<AlarmDefinition> alarms = new ArrayList<>();
    alarms.add(
        counted(
            AlarmKind.QUARANTINE,
            "Events were rejected and put into the quarantine queue.",
            TraceMetrics.QUARANTINED));
    alarms.add(
        counted(
            AlarmKind.UNPRICED,
            "Calls were stored without a cost: no price is known for their model.",
            TraceMetrics.UNPRICED));
    alarms.add(
        counted(
            AlarmKind.PRODUCER_DROPS,
            "Producers report that they had to drop events.",
            TraceMetrics.DROPPED));
    alarms.add(
        counted(
            AlarmKind.CONFLICTS,
            "Events came twice under one id with different content.",
            TraceMetrics.CONFLICTS));
    alarms.addAll(spending(settings.spending()));
    alarms.addAll(anyAgent(settings.anyAgent(), listed));
    return alarms;
  }

  private static AlarmDefinition counted(AlarmKind kind, String meaning, String metric) {
    return AlarmDefinition.of(kind, meaning, TraceMetrics.of(metric).sum(FIVE_MINUTES), above(0));
  }

  private static List<AlarmDefinition> spending(Spending spending) {
    List<AlarmDefinition> alarms = new ArrayList<>();
    MetricId cost = TraceMetrics.of(TraceMetrics.COST);
    BigDecimal perHour = spending.perHourUsd();
    if (perHour != null) {
      alarms.add(
          AlarmDefinition.of(
              AlarmKind.SPENDING,
              "All agents together have cost more than %s USD in an hour."
                  .formatted(perHour.toPlainString()),
              cost.sum(HOUR).orZero("USD in an hour"),
              above(perHour)));
    }
    if (spending.anomaly()) {
      alarms.add(
          AlarmDefinition.of(
              AlarmKind.SPENDING_ANOMALY,
              "All agents together cost far more than is usual at this hour.",
              new Signal.Anomaly(cost.sum(HOUR), STANDARD_DEVIATIONS),
              aboveBand()));
    }
    return alarms;
  }

  private static List<AlarmDefinition> anyAgent(AnyAgent limits, List<AgentSettings> listed) {
    return List.of(
        AlarmDefinition.of(
            AlarmKind.ANY_AGENT_COST,
            "An agent without settings of its own has cost more than %s USD in an hour."
                .formatted(limits.costPerHourUsd().toPlainString()),
            perAgent(TraceMetrics.COST, "USD in an hour", listed),
            above(limits.costPerHourUsd())),
        AlarmDefinition.of(
            AlarmKind.ANY_AGENT_ERRORS,
            "An agent without settings of its own had more than %d failed calls in an hour."
                .formatted(limits.errorsPerHour()),
            perAgent(TraceMetrics.ERRORS, "failed calls in an hour", listed),
            above(limits.errorsPerHour())));
  }

  private static Signal.Query perAgent(String metric, String label, List<AgentSettings> listed) {
    String others =
        listed.stream()
            .map(agent -> "%s != '%s'".formatted(TraceMetrics.AGENT, agent.slug()))
            .collect(Collectors.joining(" AND "));
    String narrow = query(metric, others.isEmpty() ? "" : " WHERE " + others);
    // With too many names to leave out, the limit holds for the listed agents as well.
    String sql = narrow.length() <= LONGEST_QUERY ? narrow : query(metric, "");
    return new Signal.Query(sql, label, HOUR);
  }

  private static String query(String metric, String where) {
    return "SELECT SUM(%s) FROM SCHEMA(%s, %s)%s GROUP BY %s ORDER BY SUM() DESC"
        .formatted(metric, TraceMetrics.NAMESPACE, TraceMetrics.AGENT, where, TraceMetrics.AGENT);
  }
}
