// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.query.TraceTree.Node;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.TraceLookup;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a trace's tree as JSON: a flat list from top to bottom, because a tree may be thousands of
 * levels deep.
 */
final class TraceTreeJson {

  private TraceTreeJson() {}

  static byte[] write(String traceId, TraceLookup found) {
    TraceTree tree = TraceTree.of(found.calls(), found.runs());
    return JsonWriter.bytes(
        json -> {
          json.startObject().text("trace_id", traceId);
          writeLookup(json, found);
          writeTime(json, tree.nodes());
          json.texts(
              "agents",
              Stream.concat(
                      found.calls().stream().map(StoredTrace::agentSlug),
                      found.runs().stream().map(StoredRun::agentSlug))
                  .distinct()
                  .sorted()
                  .toList());
          json.number("cost_usd", Items.plain(tree.costUsd()))
              .array("runs", found.runs(), run -> Items.write(json, run))
              .array("nodes", tree.nodes(), node -> write(json, node));
          List<StoredTrace> counted = tree.countedCalls();
          Statistics.ofLeaves(counted, found.calls().size() - counted.size())
              .writeTo(json, "stats");
          Items.write(json, found.cost());
          json.end();
        });
  }

  private static void writeLookup(JsonWriter json, TraceLookup found) {
    TimeRange window = found.window();
    json.startObject("lookup").text("method", window == null ? "index" : "time_window");
    if (window != null) {
      json.time("from", window.from()).time("until", window.until());
    }
    json.flag("complete", found.complete()).end();
  }

  private static void writeTime(JsonWriter json, List<Node> nodes) {
    Instant start = Instant.MAX;
    Instant end = Instant.MIN;
    for (Node node : nodes) {
      start = node.start().isBefore(start) ? node.start() : start;
      end = node.lastEnd.isAfter(end) ? node.lastEnd : end;
    }
    if (!nodes.isEmpty()) {
      json.time("started_at", start).number("duration_ms", Duration.between(start, end).toMillis());
    }
  }

  private static void write(JsonWriter json, Node node) {
    json.startObject()
        .text("kind", node.isMissing() ? "missing" : node.run == null ? "call" : "run")
        .number("depth", (long) node.depth)
        .number("parent", (long) node.parent)
        .number("descendants", (long) node.descendants)
        .number("calls_beneath", node.callsBeneath)
        .number("cost_beneath_usd", Items.plain(node.costBeneath));
    StoredTrace call = node.call;
    if (call == null) {
      json.text("span_id", node.spanId).time("timestamp", node.start());
      long millis = Duration.between(node.start(), node.lastEnd).toMillis();
      json.number("latency_ms", Math.max(0, millis));
      if (node.run != null) {
        json.text("agent_slug", node.run.agentSlug())
            .text("run_id", node.run.runId())
            .text("run_status", node.run.status().wireName());
      }
    } else {
      json.flagIfSet("cut_circle", node.cutCircle).flagIfSet("roll_up", !node.counted);
      BigDecimal own = call.cost().usd();
      if (!node.counted && own != null && own.compareTo(node.costBeneath) != 0) {
        json.number("roll_up_difference_usd", Items.plain(own.subtract(node.costBeneath)));
      }
      Items.writeFields(json, call);
    }
    json.end();
  }
}
