// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static io.github.tracequeue.infra.AlarmDefinition.Condition.above;
import static io.github.tracequeue.infra.AlarmDefinition.Condition.aboveBand;

import io.github.tracequeue.infra.AlarmSettings.AnyAgent;
import io.github.tracequeue.infra.AlarmSettings.Spending;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
              String.format(
                  Locale.ROOT,
                  "All agents together have cost more than %s USD in an hour.",
                  perHour.toPlainString()),
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
    Others costs = Others.of(TraceMetrics.COST, withOwnCostLimit(listed));
    Others errors = Others.of(TraceMetrics.ERRORS, withOwnErrorLimit(listed));
    return List.of(
        AlarmDefinition.of(
            AlarmKind.ANY_AGENT_COST,
            String.format(
                Locale.ROOT,
                "An agent%s has cost more than %s USD in an hour.",
                costs.narrowed() ? " without a limit of its own" : "",
                limits.costPerHourUsd().toPlainString()),
            costs.signal("USD in an hour"),
            above(limits.costPerHourUsd())),
        AlarmDefinition.of(
            AlarmKind.ANY_AGENT_ERRORS,
            String.format(
                Locale.ROOT,
                "An agent%s had more than %d failed calls in an hour.",
                errors.narrowed() ? " without an error rate of its own" : "",
                limits.errorsPerHour()),
            errors.signal("failed calls in an hour"),
            above(limits.errorsPerHour())));
  }

  /** The alarms over any agent that hold for those with limits of their own as well. */
  static List<AlarmKind> notNarrowed(List<AgentSettings> listed) {
    List<AlarmKind> kinds = new ArrayList<>();
    if (!Others.of(TraceMetrics.COST, withOwnCostLimit(listed)).narrowed()) {
      kinds.add(AlarmKind.ANY_AGENT_COST);
    }
    if (!Others.of(TraceMetrics.ERRORS, withOwnErrorLimit(listed)).narrowed()) {
      kinds.add(AlarmKind.ANY_AGENT_ERRORS);
    }
    return kinds;
  }

  private static List<AgentSettings> withOwnCostLimit(List<AgentSettings> listed) {
    return listed.stream()
        .filter(agent -> agent.costPerHourUsd() != null || agent.budget24hUsd() != null)
        .toList();
  }

  private static List<AgentSettings> withOwnErrorLimit(List<AgentSettings> listed) {
    return listed.stream().filter(agent -> agent.errorRate() != null).toList();
  }

  /**
   * A query over all agents but those that have a limit of their own.
   *
   * @param narrowed whether it leaves them out; the names of too many do not fit
   */
  private record Others(String sql, boolean narrowed) {

    static Others of(String metric, List<AgentSettings> withOwnLimit) {
      String names =
          withOwnLimit.stream()
              .map(
                  agent ->
                      String.format(Locale.ROOT, "%s != '%s'", TraceMetrics.AGENT, agent.slug()))
              .collect(Collectors.joining(" AND "));
      String narrow = query(metric, names.isEmpty() ? "" : " WHERE " + names);
      return narrow.length() <= LONGEST_QUERY
          ? new Others(narrow, true)
          : new Others(query(metric, ""), false);
    }

    Signal.Query signal(String label) {
      return new Signal.Query(sql, label, HOUR);
    }

    private static String query(String metric, String where) {
      return String.format(
          Locale.ROOT,
          "SELECT SUM(%s) FROM SCHEMA(%s, %s)%s GROUP BY %s ORDER BY SUM() DESC",
          metric,
          TraceMetrics.NAMESPACE,
          TraceMetrics.AGENT,
          where,
          TraceMetrics.AGENT);
    }
  }
}
