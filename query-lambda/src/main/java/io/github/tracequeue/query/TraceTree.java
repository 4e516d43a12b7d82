// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.SummingSpans;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a trace as a tree, in display order from top to bottom.
 *
 * <p>A run whose span is the parent of its calls is a node above them. Any other missing parent (a
 * span that made no call, or whose event has not arrived) is also a node, so that its children stay
 * together. A span that sums up others counts only if no span below it has a cost. A cycle of
 * parents is cut at its first call. The implementation is not recursive, because a chain can be as
 * long as a trace.
 */
final class TraceTree {

  private static final Comparator<Node> BY_START =
      Comparator.comparing(Node::start).thenComparing(Node::key);

  private final List<Node> nodes;

  private TraceTree(List<Node> nodes) {
    this.nodes = nodes;
  }

  /** A call, a run, or a missing parent, with all its descendants. */
  static final class Node {

    final @Nullable StoredTrace call;
    final @Nullable StoredRun run;
    final String spanId;
    final boolean cutCircle;
    final List<Node> children = new ArrayList<>();
    private Instant start;
    Instant lastEnd;
    int depth;
    int parent = -1;
    int descendants;
    long callsBeneath;
    BigDecimal costBeneath = BigDecimal.ZERO;
    boolean anyCostBeneath;
    boolean counted = true;

    private Node(StoredTrace call, String spanId, boolean cutCircle) {
      this.call = call;
      this.run = null;
      this.spanId = spanId;
      this.cutCircle = cutCircle;
      this.start = call.timestamp();
      this.lastEnd = call.timestamp().plusMillis(call.call().latencyMillis());
    }

    private Node(@Nullable StoredRun run, String spanId) {
      this.call = null;
      this.run = run;
      this.spanId = spanId;
      this.cutCircle = false;
      this.start = run == null ? Instant.MAX : startOf(run);
      this.lastEnd = run == null ? Instant.MIN : run.latest().timestamp();
    }

    private static Instant startOf(StoredRun run) {
      Instant started = run.startedAt();
      return started == null ? run.latest().timestamp() : started;
    }

    Instant start() {
      return start;
    }

    boolean isMissing() {
      return call == null && run == null;
    }

    private String key() {
      return call == null ? spanId : call.eventId();
    }
  }

  static TraceTree of(List<StoredTrace> calls) {
    return of(calls, List.of());
  }

  static TraceTree of(List<StoredTrace> calls, List<StoredRun> runs) {
    Map<String, Node> bySpan = new HashMap<>();
    Map<Node, @Nullable String> parents = new HashMap<>();
    List<Node> all = new ArrayList<>();
    ParentCycles cuts = ParentCycles.of(calls);
    for (StoredTrace call : calls) {
      String span = call.links().spanId();
      Node node = new Node(call, span == null ? "" : span, cuts.isCut(call));
      all.add(node);
      // A second call with the same id is a sibling of the first.
      if (span != null) {
        bySpan.putIfAbsent(span, node);
      }
      parents.put(node, node.cutCircle ? null : call.links().parentSpanId());
    }
    RunSpans runSpans = RunSpans.of(runs);
    List<Node> runNodes = new ArrayList<>();
    runSpans.bySpan().forEach((span, run) -> runNodes.add(new Node(run, span)));
    // If a call has the span, it represents the run. Runs are only below runs, so that no cycle can
    // contain both calls and runs.
    runNodes.removeIf(node -> bySpan.containsKey(node.spanId));
    runNodes.forEach(node -> bySpan.put(node.spanId, node));
    for (Node node : runNodes) {
      String starter = runSpans.parentOf(node.spanId);
      Node parent = starter == null ? null : bySpan.get(starter);
      parents.put(node, parent == null || parent.run == null ? null : parent.spanId);
    }
    all.addAll(runNodes);
    List<Node> roots = new ArrayList<>();
    for (Node node : all) {
      String parentSpan = parents.get(node);
      if (parentSpan == null) {
        roots.add(node);
        continue;
      }
      Node parent = bySpan.get(parentSpan);
      if (parent == null) {
        parent = new Node(null, parentSpan);
        bySpan.put(parentSpan, parent);
        roots.add(parent);
      }
      parent.children.add(node);
    }
    return new TraceTree(ordered(roots));
  }

  private static List<Node> ordered(List<Node> roots) {
    // A missing parent starts with its first child.
    for (Node root : roots) {
      for (Node child : root.isMissing() ? root.children : List.<Node>of()) {
        root.start = child.start.isBefore(root.start) ? child.start : root.start;
      }
    }
    List<Node> nodes = new ArrayList<>();
    Deque<Node> open = new ArrayDeque<>();
    roots.sort(BY_START.reversed());
    roots.forEach(open::addLast);
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      int index = nodes.size();
      nodes.add(node);
      node.children.sort(BY_START.reversed());
      for (Node child : node.children) {
        child.parent = index;
        child.depth = node.depth + 1;
        open.addLast(child);
      }
    }
    for (int i = nodes.size() - 1; i >= 0; i--) {
      sumUp(nodes.get(i), nodes);
    }
    return nodes;
  }

  private static void sumUp(Node node, List<Node> nodes) {
    StoredTrace call = node.call;
    if (call != null) {
      BigDecimal own = call.cost().usd();
      node.counted = !(SummingSpans.isOne(call) && node.callsBeneath > 0 && covers(node, own));
      if (node.counted) {
        node.callsBeneath++;
        if (own != null) {
          node.costBeneath = node.costBeneath.add(own);
          node.anyCostBeneath = true;
        }
      }
    }
    if (node.parent >= 0) {
      Node parent = nodes.get(node.parent);
      parent.descendants += node.descendants + 1;
      parent.callsBeneath += node.callsBeneath;
      parent.costBeneath = parent.costBeneath.add(node.costBeneath);
      parent.anyCostBeneath |= node.anyCostBeneath;
      parent.lastEnd = node.lastEnd.isAfter(parent.lastEnd) ? node.lastEnd : parent.lastEnd;
    }
  }

  private static boolean covers(Node node, @Nullable BigDecimal own) {
    return node.anyCostBeneath || own == null;
  }

  /** The nodes from top to bottom. A node's children follow it, ordered by start time. */
  List<Node> nodes() {
    return nodes;
  }

  /** The cost of the trace, with each call counted once. */
  BigDecimal costUsd() {
    return nodes.stream()
        .filter(node -> node.parent < 0)
        .map(node -> node.costBeneath)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The calls that count: all except the spans that sum up others. */
  List<StoredTrace> countedCalls() {
    List<StoredTrace> calls = new ArrayList<>();
    for (Node node : nodes) {
      if (node.call != null && node.counted) {
        calls.add(node.call);
      }
    }
    return calls;
  }
}
