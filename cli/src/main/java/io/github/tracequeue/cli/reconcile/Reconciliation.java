// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the table with the metrics, agent by agent and hour by hour. */
final class Reconciliation {
  /** Represents all agents if the metrics do not distinguish some of them. */
  static final String ALL_AGENTS = "(all agents)";

  /** The metrics' name for all agents beyond the consumer's limit. */
  private static final String OTHER_AGENTS = "_other";

  /** Most redeliveries occur within this time after the call. */
  private static final Duration REDELIVERY = Duration.ofHours(1);

  private final Map<AgentHour, Totals> metrics;
  private final Map<Instant, Double> duplicates;
  private final Map<Instant, Double> outsideWindow;

  /**
   * Creates a comparison with these metrics.
   *
   * @param duplicates events that were already stored, by the hour of the invocation
   * @param outsideWindow events outside CloudWatch's time window, by the hour of the invocation
   */
  Reconciliation(
      Map<AgentHour, Totals> metrics,
      Map<Instant, Double> duplicates,
      Map<Instant, Double> outsideWindow) {
    this.metrics = metrics;
    this.duplicates = duplicates;
    this.outsideWindow = outsideWindow;
  }

  /**
   * One agent in one hour.
   *
   * @param cause the likely cause of a difference; null if there is none
   */
  record Row(AgentHour place, Totals table, Totals metrics, @Nullable Cause cause) {

    boolean isGap() {
      return cause != null;
    }
  }

  /**
   * The rows for each agent and hour with calls in the table or the metrics, in chronological
   * order.
   */
  List<Row> rows(Map<AgentHour, Totals> table) {
    Set<Instant> pooled = new HashSet<>();
    for (AgentHour place : metrics.keySet()) {
      if (place.agent().equals(OTHER_AGENTS)) {
        pooled.add(place.hour());
      }
    }
    Map<AgentHour, Totals> stored = pool(table, pooled);
    Map<AgentHour, Totals> metered = pool(metrics, pooled);
    TreeSet<AgentHour> places = new TreeSet<>(stored.keySet());
    places.addAll(metered.keySet());
    List<Row> rows = new ArrayList<>();
    for (AgentHour place : places) {
      Totals inTable = stored.getOrDefault(place, Totals.ZERO);
      Totals inMetrics = metered.getOrDefault(place, Totals.ZERO);
      rows.add(new Row(place, inTable, inMetrics, cause(place.hour(), inTable, inMetrics)));
    }
    return rows;
  }

  private static Map<AgentHour, Totals> pool(
      Map<AgentHour, Totals> totals, Set<Instant> pooledHours) {
    Map<AgentHour, Totals> pooled = new TreeMap<>();
    totals.forEach(
        (place, each) ->
            pooled.merge(
                pooledHours.contains(place.hour())
                    ? new AgentHour(ALL_AGENTS, place.hour())
                    : place,
                each,
                Totals::plus));
    return pooled;
  }

  private @Nullable Cause cause(Instant hour, Totals table, Totals inMetrics) {
    if (table.estimated()) {
      // With sampling, the table contains estimates of the metrics' counts.
      return null;
    }
    if (table.hasCallsAndTokensOf(inMetrics)) {
      return table.hasCostOf(inMetrics) ? null : Cause.COST_CORRECTED;
    }
    if (table.calls().compareTo(inMetrics.calls()) < 0) {
      return Cause.COUNTED_TWICE_OR_DELETED;
    }
    if (metrics.isEmpty()) {
      return Cause.NO_METRICS;
    }
    double again =
        duplicates.getOrDefault(hour, 0.0) + duplicates.getOrDefault(hour.plus(REDELIVERY), 0.0);
    if (again > 0) {
      return Cause.KILLED_OR_LOST_ANSWER;
    }
    boolean anyOutside = outsideWindow.values().stream().anyMatch(count -> count > 0);
    return anyOutside ? Cause.OUTSIDE_WINDOW : Cause.NOT_THERE_YET;
  }
}
