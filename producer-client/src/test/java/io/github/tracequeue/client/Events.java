// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;

/** Events for the tests. */
final class Events {
  private Events() {}

  /** A good event, its number in the place of its input tokens. */
  static TraceEvent numbered(int number) {
    return builder(number).build();
  }

  static TraceEvent.Builder builder(int number) {
    return TraceEvent.builder("cto", "claude-sonnet-4-5")
        .inputTokens(number)
        .outputTokens(2)
        .latencyMillis(3);
  }

  /** A good event of about 2 KB. */
  static TraceEvent large(int number) {
    return builder(number)
        .promptPreview("p".repeat(200))
        .decisionSummary("d".repeat(300))
        .tag("a", "1".repeat(128))
        .tag("b", "2".repeat(128))
        .build();
  }

  /** The number of a numbered event. */
  static int number(Event event) {
    return Math.toIntExact(Objects.requireNonNull(((TraceEvent) event).inputTokens()));
  }

  /** An event without an agent. */
  static TraceEvent invalid() {
    return TraceEvent.builder("", "m").inputTokens(1).outputTokens(1).latencyMillis(1).build();
  }

  /** An event that cannot be encoded. */
  static TraceEvent poison(int number) {
    var unreadable =
        new BigDecimal("0.01") {
          @Override
          public BigDecimal round(MathContext context) {
            throw new IllegalStateException("scripted");
          }
        };
    return builder(number).costUsd(unreadable).build();
  }
}
