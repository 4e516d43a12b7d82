// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.StoredTrace;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CallStatisticsTest {
  private final CallStatistics statistics = new CallStatistics();

  @Test
  void add_wholeCalls_addsExactly() {
    statistics.add(call(1_000, 7, 300, "0.0000001", false, 1));
    statistics.add(call(2_000, 11, 900, "0.0000002", true, 1));
    statistics.add(call(3_000, 13, 600, null, false, 1));

    assertThat(statistics.calls()).isEqualTo(3);
    assertThat(statistics.errors()).isEqualTo(1);
    assertThat(statistics.unpriced()).isEqualTo(1);
    assertThat(statistics.inputTokens()).isEqualTo(6_000);
    assertThat(statistics.outputTokens()).isEqualTo(31);
    assertThat(statistics.costUsd()).isEqualTo(new BigDecimal("0.0000003"));
    assertThat(statistics.latencyMillis(50)).isEqualTo(600);
    assertThat(statistics.latencyMillis(95)).isEqualTo(900);
  }

  @Test
  void add_sampledCall_countsAsManyTimesAsItStandsFor() {
    statistics.add(call(100, 10, 50, "0.5", false, 10));
    statistics.add(call(100, 10, 70, "20", true, 1));

    assertThat(statistics.calls()).isEqualTo(11);
    assertThat(statistics.errors()).isEqualTo(1);
    assertThat(statistics.inputTokens()).isEqualTo(1_100);
    assertThat(statistics.costUsd()).isEqualTo(new BigDecimal("25"));
    assertThat(statistics.latencyMillis(50)).isEqualTo(50);
    assertThat(statistics.latencyMillis(95)).isEqualTo(70);
  }

  @Test
  void add_nothing_isZero() {
    assertThat(statistics.calls()).isZero();
    assertThat(statistics.costUsd()).isEqualTo(BigDecimal.ZERO);
    assertThat(statistics.latencyMillis(95)).isZero();
  }

  private static StoredTrace call(
      long input, long output, long latency, @Nullable String usd, boolean failed, double weight) {
    return new StoredTrace(
        "0192e4a0-0000-7000-8000-000000000000",
        Instant.parse("2026-11-23T18:00:00Z"),
        "cto",
        new StoredTrace.Call(null, "m", null, latency, null, failed, null, null, null, false, null),
        new StoredTrace.Tokens(input, output, 0, 0, 0, 0, true),
        usd == null
            ? StoredTrace.CallCost.unpriced("unknown_model")
            : StoredTrace.CallCost.priced(new BigDecimal(usd), "row"),
        new StoredTrace.TraceLinks(null, null, null, null, null),
        new StoredTrace.Content(null, null, null, false, Map.of()),
        weight);
  }
}
