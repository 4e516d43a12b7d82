// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.testkit.contract.ContractSamples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WeightedLatenciesTest {
  static List<JsonNode> goldenVectors() {
    return ContractSamples.vectors("latency-percentiles.json");
  }

  @ParameterizedTest
  @MethodSource("goldenVectors")
  void percentile_allWeightsOne_equalsGoldenVector(JsonNode vector) {
    WeightedLatencies latencies = new WeightedLatencies();
    vector.get("latency_ms").forEach(latency -> latencies.add(latency.asLong(), 1));

    assertThat(latencies.percentile(50)).isEqualTo(vector.get("p50").asLong());
    assertThat(latencies.percentile(95)).isEqualTo(vector.get("p95").asLong());
  }

  @Test
  void percentile_oneCallStandsForMany_countsThemAll() {
    WeightedLatencies latencies = new WeightedLatencies();
    latencies.add(900, 1);
    latencies.add(100, 10);
    latencies.add(500, 1);

    assertThat(latencies.percentile(50)).isEqualTo(100);
    assertThat(latencies.percentile(85)).isEqualTo(500);
    assertThat(latencies.percentile(95)).isEqualTo(900);
  }

  @Test
  void percentile_addedAfterAPercentileWasAsked_isIncluded() {
    WeightedLatencies latencies = new WeightedLatencies();
    latencies.add(10, 1);
    assertThat(latencies.percentile(50)).isEqualTo(10);

    for (int i = 0; i < 200; i++) {
      latencies.add(20, 1);
    }
    assertThat(latencies.percentile(50)).isEqualTo(20);
    assertThat(latencies.percentile(0)).isEqualTo(10);
  }

  @Test
  void percentile_oneHundred_isRefused() {
    assertThatThrownBy(() -> new WeightedLatencies().percentile(100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100");
  }
}
