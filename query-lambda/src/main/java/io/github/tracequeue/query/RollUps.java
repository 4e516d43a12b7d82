// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredTrace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Distinguishes calls from spans that only sum up other spans: OpenTelemetry's {@code invoke_agent}
 * contains the usage of all spans below it, and counting both would double the cost.
 */
final class RollUps {

  private static final Set<String> OPERATIONS = Set.of("invoke_agent", "invoke_workflow");

  private RollUps() {}

  /** Whether an operation sums up the spans below it. */
  static boolean isOne(StoredTrace call) {
    String operation = call.call().operation();
    return operation != null && OPERATIONS.contains(operation);
  }

  /** The calls, without the spans that sum up other calls with a known cost. */
  static List<StoredTrace> leavesOf(List<StoredTrace> calls) {
    if (calls.stream().noneMatch(RollUps::isOne)) {
      return calls;
    }
    Set<String> parents = new HashSet<>();
    for (StoredTrace call : calls) {
      if (call.cost().usd() != null && call.lineage().parentSpanId() != null) {
        parents.add(call.lineage().parentSpanId());
      }
    }
    return calls.stream().filter(call -> !isOne(call) || !isParent(call, parents)).toList();
  }

  private static boolean isParent(StoredTrace call, Set<String> parents) {
    String span = call.lineage().spanId();
    return span != null && parents.contains(span);
  }
}
