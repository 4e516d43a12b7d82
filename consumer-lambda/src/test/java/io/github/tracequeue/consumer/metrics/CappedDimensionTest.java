// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CappedDimensionTest {

  @Test
  void valueOf_hostileProducer_makesNoMoreThanTheLimitAndOne() {
    CappedDimension dimension = CappedDimension.of(Set.of("cto"), 10);

    Set<String> values =
        IntStream.range(0, 100_000)
            .parallel()
            .mapToObj(i -> dimension.valueOf("agent-" + i % 5_000))
            .collect(Collectors.toSet());

    assertThat(values).hasSize(10).contains(CappedDimension.OVERFLOW).doesNotContain("cto");
    assertThat(dimension.valueOf("cto")).isEqualTo("cto");
  }

  @Test
  void valueOf_moreListedThanTheLimit_keepsTheListed() {
    CappedDimension dimension = CappedDimension.of(Set.of("a", "b"), 0);

    assertThat(dimension.valueOf("a")).isEqualTo("a");
    assertThat(dimension.valueOf("b")).isEqualTo("b");
    assertThat(dimension.valueOf("c")).isEqualTo(CappedDimension.OVERFLOW);
  }

  @Test
  void valueOf_whatCloudWatchRefuses_isReplaced() {
    CappedDimension dimension = CappedDimension.of(Set.of(), 10);

    assertThat(dimension.valueOf("a\u0000b\u00e9~ c\u007f")).isEqualTo("a_b_~ c_");
    assertThat(dimension.valueOf("   ")).isEqualTo("_");
    assertThat(dimension.valueOf(" x ")).isEqualTo("x");
    assertThat(dimension.valueOf("y".repeat(300))).isEqualTo("y".repeat(255));
  }
}
