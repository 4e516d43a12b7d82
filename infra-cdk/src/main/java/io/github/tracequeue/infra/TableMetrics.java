// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What DynamoDB reports of the table and its indexes. */
record TableMetrics(String tableName, List<String> indexes) {

  static TableMetrics of(TraceTable table) {
    return new TableMetrics(table.table().getTableName(), table.indexes());
  }

  /**
   * Refused writes; an index's are counted at the index, not at the table. Each is filled: it has
   * data only in minutes with refusals, and a sum of what is not there is not there either.
   */
  Signal.Expression writeThrottles(int periodSeconds) {
    Map<String, Signal.Statistic> inputs = new TreeMap<>();
    inputs.put("table", throttles(Map.of("TableName", tableName), periodSeconds));
    for (String index : indexes) {
      inputs.put(
          index.toLowerCase(Locale.ROOT),
          throttles(
              Map.of("TableName", tableName, "GlobalSecondaryIndexName", index), periodSeconds));
    }
    String sum =
        inputs.keySet().stream()
            .map(name -> "FILL(" + name + ", 0)")
            .collect(Collectors.joining(" + "));
    return new Signal.Expression(sum, "refused writes", inputs);
  }

  /** DynamoDB's own failures at what the consumer does. */
  Signal.Expression systemErrors(int periodSeconds) {
    return new MetricId(
            "AWS/DynamoDB", "SystemErrors", Map.of("TableName", tableName, "Operation", "PutItem"))
        .sum(periodSeconds)
        .orZero("failed writes");
  }

  private static Signal.Statistic throttles(Map<String, String> dimensions, int periodSeconds) {
    return new MetricId("AWS/DynamoDB", "WriteThrottleEvents", dimensions).sum(periodSeconds);
  }
}
