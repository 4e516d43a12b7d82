// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static io.github.tracequeue.infra.AlarmDefinition.Condition.above;

import java.util.List;

/** Alarms of the table. */
final class TableAlarms {
  private static final int MINUTE = 60;

  private TableAlarms() {}

  static List<AlarmDefinition> of(TableMetrics table) {
    return List.of(
        AlarmDefinition.of(
            AlarmKind.WRITE_THROTTLES,
            "DynamoDB refuses writes to the table or an index for 5 minutes on end.",
            table.writeThrottles(MINUTE),
            above(0).in(5, 5)),
        AlarmDefinition.of(
            AlarmKind.TABLE_ERRORS,
            "DynamoDB fails at writes for 5 minutes on end.",
            table.systemErrors(MINUTE),
            above(0).in(5, 5)));
  }
}
