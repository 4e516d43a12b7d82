// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What DynamoDB reports of the table and its indexes. */
record TableMetrics(String tableName, List<String> indexes) {

  static TableMetrics of(TraceTable table) {
    return new TableMetrics(table.table().getTableName(), table.indexes());
  }

  /** Refused writes; an index's are counted at the index, not at the table. */
  Signal.Expression writeThrottles(int periodSeconds) {
    Map<String, Signal.Statistic> inputs = new TreeMap<>();
    inputs.put("table", throttles(Map.of("TableName", tableName), periodSeconds));
    for (String index : indexes) {
      inputs.put(
          index.toLowerCase(Locale.ROOT),
          throttles(
              Map.of("TableName", tableName, "GlobalSecondaryIndexName", index), periodSeconds));
    }
    return new Signal.Expression(String.join(" + ", inputs.keySet()), "refused writes", inputs);
  }

  /** DynamoDB's own failures at what the consumer does. */
  Signal.Statistic systemErrors(int periodSeconds) {
    return new MetricId(
            "AWS/DynamoDB", "SystemErrors", Map.of("TableName", tableName, "Operation", "PutItem"))
        .sum(periodSeconds);
  }

  private static Signal.Statistic throttles(Map<String, String> dimensions, int periodSeconds) {
    return new MetricId("AWS/DynamoDB", "WriteThrottleEvents", dimensions).sum(periodSeconds);
  }
}
