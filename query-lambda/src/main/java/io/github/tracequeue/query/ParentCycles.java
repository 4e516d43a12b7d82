// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredTrace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cycles of parent spans, which a faulty sender can report. In each cycle, one call is separated
 * from its parent.
 */
final class ParentCycles {

  private final Set<StoredTrace> cuts;

  private ParentCycles(Set<StoredTrace> cuts) {
    this.cuts = cuts;
  }

  static ParentCycles of(List<StoredTrace> calls) {
    Map<String, StoredTrace> bySpan = new HashMap<>();
    for (StoredTrace call : calls) {
      bySpan.putIfAbsent(call.links().spanId(), call);
    }
    bySpan.remove(null);
    Set<StoredTrace> settled = identitySet();
    Set<StoredTrace> cuts = identitySet();
    for (StoredTrace call : calls) {
      List<StoredTrace> path = new ArrayList<>();
      Set<StoredTrace> onPath = identitySet();
      StoredTrace at = call;
      while (at != null && !settled.contains(at) && onPath.add(at)) {
        path.add(at);
        at = bySpan.get(at.links().parentSpanId());
      }
      if (at != null && onPath.contains(at)) {
        cuts.add(first(path.subList(path.indexOf(at), path.size())));
      }
      settled.addAll(path);
    }
    return new ParentCycles(cuts);
  }

  /** Whether the call is shown without its parent, to break a cycle. */
  boolean isCut(StoredTrace call) {
    return cuts.contains(call);
  }

  private static StoredTrace first(List<StoredTrace> cycle) {
    StoredTrace first = cycle.get(0);
    for (StoredTrace call : cycle) {
      first = call.timestamp().isBefore(first.timestamp()) ? call : first;
    }
    return first;
  }

  private static Set<StoredTrace> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
