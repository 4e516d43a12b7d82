// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Separates calls from spans that sum up other calls. OpenTelemetry's {@code invoke_agent} contains
 * the usage of all nested calls, so counting both would double the spend.
 *
 * <p>Accepts calls in any order, and holds such spans back until all calls are known. Not
 * thread-safe.
 */
public final class SummingSpans {

  private static final Set<String> OPERATIONS = Set.of("invoke_agent", "invoke_workflow");

  private final Set<String> parents = new HashSet<>();
  private final List<StoredTrace> held = new ArrayList<>();

  /** Whether a call is a span that sums up nested calls. */
  public static boolean isOne(StoredTrace call) {
    String operation = call.call().operation();
    return operation != null && OPERATIONS.contains(operation);
  }

  /** Removes the spans that sum up other calls with a known cost. */
  public static List<StoredTrace> leavesOf(List<StoredTrace> calls) {
    SummingSpans spans = new SummingSpans();
    calls.forEach(spans::isLeaf);
    return spans.held.isEmpty()
        ? calls
        : calls.stream().filter(call -> !isOne(call) || !spans.isParent(call)).toList();
  }

  /** Adds a call; false if it is held back for {@link #leavesAmongHeld}. */
  public boolean isLeaf(StoredTrace call) {
    String parent = call.links().parentSpanId();
    if (parent != null && call.cost().usd() != null) {
      parents.add(parent);
    }
    if (isOne(call)) {
      held.add(call);
      return false;
    }
    return true;
  }

  /** The held spans that sum up none of the added calls, and therefore count. */
  public List<StoredTrace> leavesAmongHeld() {
    return held.stream().filter(call -> !isParent(call)).toList();
  }

  private boolean isParent(StoredTrace call) {
    String span = call.links().spanId();
    return span != null && parents.contains(span);
  }
}
