// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What is known of one invocation from outside. Thread-safe. */
final class ChaosInvocation {
  private final Set<String> messages;
  private final List<String> metricLines = new CopyOnWriteArrayList<>();
  private volatile @Nullable Set<String> failed;
  private volatile @Nullable JsonNode summary;
  private volatile boolean metered;
  private volatile boolean ended;

  /**
   * @param messages ids of the batch
   */
  ChaosInvocation(Set<String> messages) {
    this.messages = Set.copyOf(messages);
  }

  /** Whether the message was acknowledged, so that all of it must be stored and metered. */
  boolean acknowledged(String message) {
    Set<String> back = failed;
    return back != null && messages.contains(message) && !back.contains(message);
  }

  /** It returned, and these messages come again. */
  void returned(Set<String> comeAgain) {
    failed = comeAgain;
  }

  /** A line of its log. */
  void print(String line) {
    if (line.startsWith("{\"_aws\"")) {
      metricLines.add(line);
      return;
    }
    JsonNode json = Json.tree(line);
    if (json.path("message").asText().startsWith("batch ")) {
      summary = json;
    }
  }

  /** Metrics in its log, which CloudWatch reads from there. */
  List<String> metricLines() {
    return metricLines;
  }

  /** CloudWatch has taken its metrics. */
  void metered() {
    metered = true;
  }

  boolean isMetered() {
    return metered;
  }

  void end() {
    ended = true;
  }

  boolean isEnded() {
    return ended;
  }

  /** A number of its own summary; null where it was killed before it gave one. */
  @Nullable Long count(String name) {
    JsonNode all = summary;
    return all == null ? null : Long.valueOf(all.path(name).asLong());
  }
}
