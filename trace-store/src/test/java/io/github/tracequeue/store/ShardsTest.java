// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ShardsTest {

  @Test
  void of_manyIds_spreadsEvenly() {
    Shards shards = new Shards(16);
    int[] counts = new int[16];
    for (int i = 0; i < 160_000; i++) {
      // Ids of one producer and one millisecond differ in their last digits only.
      counts[shards.of(new UUID(0x019a_0000_0000_7000L, i).toString())]++;
    }
    assertThat(Arrays.stream(counts).boxed().toList())
        .allSatisfy(n -> assertThat(n).isBetween(9_500, 10_500));
  }

  @Test
  void of_anId_neverChanges() {
    assertThat(new Shards(16).of("019a0000-0000-7000-8000-000000000001")).isEqualTo(4);
    assertThat(new Shards(7).of("2026-11-23T12:00:00.000Z#42")).isEqualTo(5);
    assertThat(Shards.ONE.of("anything")).isZero();
  }

  @Test
  void key_ofShardZero_hasNoSuffix() {
    assertThat(Shards.key("AGENT#cto", 0)).isEqualTo("AGENT#cto");
    assertThat(Shards.key("AGENT#cto", 12)).isEqualTo("AGENT#cto#12");
  }

  @Test
  void new_countOutOfRange_namesTheCount() {
    assertThatThrownBy(() -> new Shards(0)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> new Shards(1001)).hasMessageContaining("not 1001");
  }
}
