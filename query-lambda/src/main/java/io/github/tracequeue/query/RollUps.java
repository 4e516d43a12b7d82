// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredTrace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells spans that only sum up others from calls: OpenTelemetry's {@code invoke_agent} carries the
 * usage of all that happened beneath it, and counting both would double the spend.
 */
final class RollUps {

  private static final Set<String> OPERATIONS = Set.of("invoke_agent", "invoke_workflow");

  private RollUps() {}

  /** Whether a call is of a kind that sums up what is beneath it. */
  static boolean isOne(StoredTrace call) {
    String operation = call.call().operation();
    return operation != null && OPERATIONS.contains(operation);
  }

  /** The calls without the spans that sum up others of them whose cost is known. */
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
