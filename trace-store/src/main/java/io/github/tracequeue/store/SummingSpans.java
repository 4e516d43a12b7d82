// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Separates calls from spans that only sum up other calls: OpenTelemetry's {@code invoke_agent}
 * carries the usage of everything beneath it, and counting both would double the spend.
 *
 * <p>An instance takes calls one by one, in any order, and holds the spans back until all calls are
 * known. Not thread-safe.
 */
public final class SummingSpans {

  private static final Set<String> OPERATIONS = Set.of("invoke_agent", "invoke_workflow");

  private final Set<String> parents = new HashSet<>();
  private final List<StoredTrace> held = new ArrayList<>();

  /** Whether a call is of a kind that sums up what is beneath it. */
  public static boolean isOne(StoredTrace call) {
    String operation = call.call().operation();
    return operation != null && OPERATIONS.contains(operation);
  }

  /** The calls without the spans that sum up others of them whose cost is known. */
  public static List<StoredTrace> leavesOf(List<StoredTrace> calls) {
    SummingSpans spans = new SummingSpans();
    calls.forEach(spans::isLeaf);
    return spans.held.isEmpty()
        ? calls
        : calls.stream().filter(call -> !isOne(call) || !spans.isParent(call)).toList();
  }

  /** Takes a call; false if it is held back, to be asked for with {@link #leavesAmongHeld}. */
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

  /** The held calls that sum up none of the calls taken so far, and so count themselves. */
  public List<StoredTrace> leavesAmongHeld() {
    return held.stream().filter(call -> !isParent(call)).toList();
  }

  private boolean isParent(StoredTrace call) {
    String span = call.links().spanId();
    return span != null && parents.contains(span);
  }
}
