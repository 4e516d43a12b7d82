// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.smoke;

import io.github.tracequeue.client.TraceEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The simulated call of the smoke test.
 *
 * @param id its event id
 * @param time the time of the call
 */
record ProbeCall(UUID id, Instant time) {
  static final String AGENT = "tracequeue-smoke";

  /** Slow enough to be stored even with sampling. */
  private static final long LATENCY_MILLIS = 15_000;

  static ProbeCall at(Instant now) {
    Instant time = now.truncatedTo(ChronoUnit.MILLIS);
    return new ProbeCall(UUID.randomUUID(), time);
  }

  String provider() {
    return "anthropic";
  }

  String model() {
    return "claude-haiku-4-5";
  }

  long inputTokens() {
    return 1_200;
  }

  long outputTokens() {
    return 80;
  }

  /** Unique for each call, so that leaks can be detected. */
  String prompt() {
    return "Smoke test " + id + ": this text must not be stored anywhere.";
  }

  TraceEvent event() {
    return TraceEvent.builder(AGENT, model())
        .eventId(id)
        .timestamp(time)
        .provider(provider())
        .inputTokens(inputTokens())
        .outputTokens(outputTokens())
        .latencyMillis(LATENCY_MILLIS)
        .promptPreview(prompt())
        .decisionSummary("Sent by tracequeue smoke; no model was called.")
        .tag("purpose", "smoke")
        .build();
  }
}
