// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A call's timestamp is when it started, as the contract says; it once was when it ended. */
final class CallDatedByItsEndTest {
  private static final int LATENCY = 30_000;

  @Test
  void build_noTimestamp_isWhenTheCallStarted() {
    long before = System.currentTimeMillis();
    TraceEvent event = TraceEvent.builder("cto", "m").latencyMillis(LATENCY).build();
    long after = System.currentTimeMillis();

    assertThat(event.timestamp().toEpochMilli()).isBetween(before - LATENCY, after - LATENCY);
  }

  @Test
  void build_noLatency_isNow() {
    long before = System.currentTimeMillis();
    TraceEvent event = TraceEvent.builder("cto", "m").build();

    assertThat(event.timestamp().toEpochMilli()).isBetween(before, System.currentTimeMillis());
  }

  @Test
  void build_timestampGiven_isTaken() {
    Instant started = Instant.parse("2026-11-23T12:00:00.123Z");
    TraceEvent event =
        TraceEvent.builder("cto", "m").latencyMillis(LATENCY).timestamp(started).build();

    assertThat(event.timestamp().toEpochMilli()).isEqualTo(started.toEpochMilli());
  }
}
