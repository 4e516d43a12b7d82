// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LatencySketchTest {

  private static final Percentage ONE_PERCENT = Percentage.withPercentage(1);

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void percentile_anyLatencies_isWithinOnePercentOfTheExactOne(long seed) {
    Random random = new Random(seed);
    long[] latencies =
        LongStream.generate(() -> Math.round(Math.exp(3 + random.nextDouble() * 12)))
            .limit(1 + random.nextInt(500))
            .toArray();
    LatencySketch sketch = sketch(latencies);
    Arrays.sort(latencies);

    for (int percent : new int[] {0, 50, 90, 95, 99}) {
      // The same rule as contract/vectors/latency-percentiles.json.
      double exact = (double) latencies[(int) ((long) latencies.length * percent / 100)];
      // Half a millisecond by rounding.
      assertThat((double) sketch.percentile(percent)).isCloseTo(exact, within(exact * 0.01 + 0.5));
    }
  }

  @Test
  void percentile_emptySketchOrNoMeasuredLatency_isZero() {
    assertThat(LatencySketch.EMPTY.percentile(95)).isZero();
    assertThat(sketch(0, 0).percentile(95)).isZero();
    assertThat(sketch(0, 0)).isEqualTo(LatencySketch.EMPTY);
  }

  @Test
  void percentile_hundred_isRefused() {
    assertThatThrownBy(() -> LatencySketch.EMPTY.percentile(100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("percent");
  }

  @Test
  void add_weight_countsAsSoManyCalls() {
    LatencySketch sketch = new LatencySketch.Builder().add(1_000, 9).add(50_000, 1).build();

    assertThat(sketch.count()).isEqualTo(10);
    assertThat(sketch.percentile(50)).isCloseTo(1_000, ONE_PERCENT);
    assertThat(sketch.percentile(95)).isCloseTo(50_000, ONE_PERCENT);
  }

  @Test
  void plus_twoSketches_isTheSketchOfAllLatencies() {
    LatencySketch all = sketch(1, 20, 300, 4_000, 50_000, 86_400_000);

    assertThat(sketch(1, 300, 50_000).plus(sketch(20, 4_000, 86_400_000))).isEqualTo(all);
  }

  @Test
  void decode_encodedSketch_isTheSame() {
    LatencySketch sketch =
        new LatencySketch.Builder().add(7, 2.5).add(1_234, 1).add(86_400_000, 1).build();

    assertThat(LatencySketch.decode(sketch.encode())).isEqualTo(sketch);
  }

  @Test
  void encode_everyPossibleLatency_staysSmall() {
    LatencySketch.Builder builder = new LatencySketch.Builder();
    for (long millis = 1; millis <= 86_400_000; millis = millis + 1 + millis / 200) {
      builder.add(millis, 1.0 / 3);
    }

    assertThat(builder.build().encode().length).isLessThan(10_000);
  }

  @Test
  void decode_otherBytes_isRefused() {
    assertThatThrownBy(() -> LatencySketch.decode(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("latency sketch");
  }

  private static LatencySketch sketch(long... latencies) {
    LatencySketch.Builder builder = new LatencySketch.Builder();
    Arrays.stream(latencies).forEach(latency -> builder.add(latency, 1));
    return builder.build();
  }
}
