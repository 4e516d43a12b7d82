// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricStoreTest {
  private static final MetricKey CTO = new MetricKey("T", "Cost", Map.of("Agent", "cto"));
  private static final MetricKey SRE = new MetricKey("T", "Cost", Map.of("Agent", "sre"));
  private static final MetricKey ALL = new MetricKey("T", "Cost", Map.of());

  @Test
  void sum_tenthsAThousandTimes_isExact() {
    MetricStore store = MetricStore.inMemory();
    for (int i = 0; i < 1000; i++) {
      store.add(List.of(datum(CTO, i, 0.1)));
    }

    assertThat(store.sum(CTO)).isEqualByComparingTo("100");
    assertThat(store.sum(SRE)).isEqualByComparingTo("0");
  }

  @Test
  void sum_byDimensionNames_addsThatSetOnly() {
    MetricStore store = MetricStore.inMemory();
    store.add(List.of(datum(CTO, 1, 2), datum(SRE, 1, 3), datum(ALL, 1, 5)));

    assertThat(store.sum("T", "Cost", Set.of("Agent"))).isEqualByComparingTo("5");
    assertThat(store.sum("T", "Cost", Set.of())).isEqualByComparingTo("5");
    assertThat(store.sum("T", "Other", Set.of())).isEqualByComparingTo("0");
  }

  @Test
  void periods_severalMinutes_alignedAndMerged() {
    MetricStore store = MetricStore.inMemory();
    store.add(List.of(datum(CTO, 10, 1), datum(CTO, 11, 2), datum(CTO, 15, 4)));

    assertThat(store.periods(CTO, "None", minute(12), minute(16), 300))
        .hasEntrySatisfying(
            minute(10), samples -> assertThat(samples.sum()).isEqualByComparingTo("3"))
        .hasEntrySatisfying(
            minute(15), samples -> assertThat(samples.sum()).isEqualByComparingTo("4"))
        .hasSize(2);
    assertThat(store.periods(CTO, "None", minute(10), minute(15), 60))
        .containsOnlyKeys(minute(10), minute(11));
  }

  @Test
  void percentile_values_nearestRank() {
    MetricStore store = MetricStore.inMemory();
    for (int value = 1; value <= 100; value++) {
      store.add(List.of(datum(CTO, value % 7, value)));
    }

    MetricStatistics all = requireNonNull(store.total(CTO));
    assertThat(all.percentile(95)).isEqualTo(95);
    assertThat(all.percentile(0)).isEqualTo(1);
    assertThat(all.percentile(100)).isEqualTo(100);
    assertThat(all.average()).isEqualTo(50.5);
  }

  @Test
  void percentile_withASummaryAmongThem_isUnknown() {
    MetricStore store = MetricStore.inMemory();
    MetricStatistics summary =
        new MetricStatistics(BigDecimal.TEN, BigDecimal.TEN, 0, 5, new TreeMap<>());
    store.add(List.of(datum(CTO, 1, 1), new MetricDatum(CTO, "None", 1, summary)));

    MetricStatistics all = requireNonNull(store.total(CTO));
    assertThat(all.percentile(50)).isNaN();
    assertThat(all.count()).isEqualByComparingTo("11");
  }

  @Test
  void keptIn_openedAgain_hasTheSameSeries(@TempDir Path folder) {
    Path file = folder.resolve("metrics.jsonl");
    MetricStatistics before;
    try (MetricStore store = MetricStore.keptIn(file)) {
      store.add(List.of(datum(CTO, 1, 0.1), datum(CTO, 2, 0.2)));
      store.add(List.of(datum(CTO, 1, 0.1), datum(ALL, 1, 7)));
      before = store.total(CTO);
    }
    for (int start = 0; start < 3; start++) {
      try (MetricStore store = MetricStore.keptIn(file)) {
        assertThat(store.total(CTO)).isEqualTo(before);
        assertThat(store.sum(ALL)).isEqualByComparingTo("7");
        assertThat(store.metrics()).containsExactlyInAnyOrder(CTO, ALL);
      }
    }
  }

  @Test
  void keptIn_killedWhileWriting_keepsAllButTheTornLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    try (MetricStore store = MetricStore.keptIn(file)) {
      store.add(List.of(datum(CTO, 1, 3)));
    }
    Files.writeString(file, "{\"namespace\":\"T\",\"na", StandardOpenOption.APPEND);

    try (MetricStore store = MetricStore.keptIn(file)) {
      assertThat(store.sum(CTO)).isEqualByComparingTo("3");
      store.add(List.of(datum(CTO, 1, 4)));
    }
    try (MetricStore store = MetricStore.keptIn(file)) {
      assertThat(store.sum(CTO)).isEqualByComparingTo("7");
    }
  }

  @Test
  void keptIn_damagedFile_saysSo(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    Files.writeString(file, "garbage\n{}\n");

    assertThatThrownBy(() -> MetricStore.keptIn(file)).hasMessageContaining("corrupt file");
  }

  private static MetricDatum datum(MetricKey key, long minute, double value) {
    MetricStatistics.Accumulator samples = new MetricStatistics.Accumulator();
    samples.add(value, BigDecimal.ONE);
    return new MetricDatum(key, "None", minute, samples.statistics());
  }

  private static Instant minute(long minute) {
    return Instant.ofEpochSecond(minute * 60);
  }
}
