// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SamplingTest {

  private static final Sampling TENTH =
      new Sampling(0.1, Map.of("sre", 0.5, "cost", 1.0), 5_000, new BigDecimal("0.50"));

  @Test
  void weightOf_manyCalls_addsUpToTheirNumber() {
    Random random = new Random(1);
    double weights = 0;
    int kept = 0;
    for (int i = 0; i < 100_000; i++) {
      double weight = TENTH.weightOf(call("cto", traceId(random), 100, "0.01", false));
      weights += weight;
      kept += weight > 0 ? 1 : 0;
    }

    assertThat(kept).isBetween(9_600, 10_400);
    assertThat(weights).isEqualTo(kept * 10.0);
  }

  @Test
  void weightOf_callsOfOneTrace_isTheSameForAllAndNested() {
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      String traceId = traceId(random);
      double first = TENTH.weightOf(call("cto", traceId, 100, "0.01", false));
      double second = TENTH.weightOf(call("security", traceId, 900, null, false));
      double half = TENTH.weightOf(call("sre", traceId, 100, "0.01", false));

      assertThat(second).isEqualTo(first);
      assertThat(half == 2.0 || first == 0).isTrue();
    }
  }

  @Test
  void weightOf_callsWithoutATrace_isByTheirEvent() {
    Random random = new Random(3);
    int kept = 0;
    for (int i = 0; i < 10_000; i++) {
      kept += TENTH.weightOf(call("sre", null, 100, "0.01", false, id(random))) > 0 ? 1 : 0;
    }
    assertThat(kept).isBetween(4_800, 5_200);
  }

  @Test
  void weightOf_errorsSlowAndCostlyCalls_isAlwaysOne() {
    Random random = new Random(4);
    for (int i = 0; i < 1_000; i++) {
      String traceId = traceId(random);
      assertThat(TENTH.weightOf(call("cto", traceId, 1, null, true))).isEqualTo(1);
      assertThat(TENTH.weightOf(call("cto", traceId, 5_000, null, false))).isEqualTo(1);
      assertThat(TENTH.weightOf(call("cto", traceId, 1, "0.5", false))).isEqualTo(1);
      assertThat(TENTH.weightOf(call("cost", traceId, 1, null, false))).isEqualTo(1);
    }
  }

  @Test
  void weightOf_justBelowTheLimits_isSampled() {
    Random random = new Random(5);
    int kept = 0;
    for (int i = 0; i < 1_000; i++) {
      kept += TENTH.weightOf(call("cto", traceId(random), 4_999, "0.499", false)) > 0 ? 1 : 0;
    }
    assertThat(kept).isBetween(60, 140);
  }

  private static StoredTrace call(
      String agent, @Nullable String traceId, long latency, @Nullable String usd, boolean failed) {
    return call(agent, traceId, latency, usd, failed, "e");
  }

  private static StoredTrace call(
      String agent,
      @Nullable String traceId,
      long latency,
      @Nullable String usd,
      boolean failed,
      String eventId) {
    return new StoredTrace(
        eventId,
        Instant.EPOCH,
        agent,
        new Call(null, "m", null, latency, null, failed, null, null, null, false, null),
        new Tokens(1, 1, 0, 0, 0, 0, true),
        usd == null ? CallCost.unpriced("x") : CallCost.priced(new BigDecimal(usd), "r"),
        new TraceLinks(null, traceId, null, null, null),
        new Content(null, null, null, false, Map.of()),
        1);
  }

  private static String traceId(Random random) {
    return "%016x%016x".formatted(random.nextLong(), random.nextLong());
  }

  private static String id(Random random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
