// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Metrics Insights query: one aggregate of one metric over a schema, with conditions joined by
 * AND, grouped by dimensions.
 *
 * @param aggregate AVG, COUNT, MAX, MIN or SUM
 * @param schema names of exactly the dimensions that a metric must have
 * @param groupBy names of the dimensions that make a series of its own; empty for one series
 */
record InsightsQuery(
    String aggregate,
    String metric,
    String namespace,
    List<String> schema,
    List<Condition> conditions,
    List<String> groupBy) {

  private static final Pattern QUERY =
      Pattern.compile(
          "SELECT (?<aggregate>AVG|COUNT|MAX|MIN|SUM)\\((?<metric>[^)]+)\\)"
              + " FROM SCHEMA\\((?<schema>[^)]+)\\)"
              + "(?: WHERE (?<where>.+?))?"
              + "(?: GROUP BY (?<group>.+?))?"
              + "(?: ORDER BY (?:AVG|COUNT|MAX|MIN|SUM)\\(\\)(?: ASC| DESC)?)?");
  private static final Pattern CONDITION =
      Pattern.compile("(?<name>\"[^\"]+\"|\\w+)\\s*(?<operator>!=|=)\\s*'(?<value>[^']*)'");

  /** The query; throws {@link UnsupportedException} for what is not understood. */
  static InsightsQuery parse(String source) {
    Matcher query = QUERY.matcher(source.strip().replaceAll("\\s+", " "));
    if (!query.matches()) {
      throw new UnsupportedException("the query " + source);
    }
    List<String> schema = list(query.group("schema"));
    return new InsightsQuery(
        query.group("aggregate"),
        unquoted(query.group("metric")),
        schema.get(0),
        schema.subList(1, schema.size()),
        conditions(query.group("where"), source),
        list(query.group("group")));
  }

  /** The metrics of each series, by the values of the dimensions that it is grouped by. */
  Map<String, List<MetricKey>> groups(MetricSource metrics) {
    Map<String, List<MetricKey>> groups = new TreeMap<>();
    for (MetricKey key : metrics.metrics(namespace, metric)) {
      if (key.dimensions().keySet().equals(new TreeSet<>(schema))
          && conditions.stream().allMatch(condition -> condition.holds(key))) {
        String group = String.join(", ", groupBy.stream().map(key.dimensions()::get).toList());
        groups.merge(group, List.of(key), InsightsQuery::both);
      }
    }
    return groups;
  }

  /** The statistic of one metric, and how those of a group's metrics are combined. */
  Statistic statistic() {
    return switch (aggregate) {
      case "SUM" -> Statistic.Simple.SUM;
      case "MAX" -> Statistic.Simple.MAXIMUM;
      case "MIN" -> Statistic.Simple.MINIMUM;
      case "COUNT" -> Statistic.Simple.SAMPLE_COUNT;
      default -> Statistic.Simple.AVERAGE;
    };
  }

  private static List<MetricKey> both(List<MetricKey> left, List<MetricKey> right) {
    // Several metrics in one group would need their values merged, not their statistics.
    throw new UnsupportedException("a query that puts several metrics into one series");
  }

  private static List<Condition> conditions(@Nullable String where, String source) {
    if (where == null) {
      return List.of();
    }
    return Arrays.stream(where.split(" AND ", -1)).map(text -> condition(text, source)).toList();
  }

  private static Condition condition(String text, String source) {
    Matcher condition = CONDITION.matcher(text.strip());
    if (!condition.matches()) {
      throw new UnsupportedException("the condition " + text + " in the query " + source);
    }
    return new Condition(
        unquoted(condition.group("name")),
        condition.group("operator").equals("="),
        condition.group("value"));
  }

  private static List<String> list(@Nullable String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(InsightsQuery::unquoted).toList();
  }

  private static String unquoted(String name) {
    return name.strip().replace("\"", "");
  }

  /** What a dimension must be, or must not be. */
  record Condition(String dimension, boolean equal, String value) {

    boolean holds(MetricKey key) {
      return value.equals(key.dimensions().get(dimension)) == equal;
    }
  }
}
