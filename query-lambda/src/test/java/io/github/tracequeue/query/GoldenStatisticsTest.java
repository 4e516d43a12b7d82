// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.testkit.contract.ContractSamples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API tells of calls with weight 1 are the contract's golden percentiles. */
final class GoldenStatisticsTest {

  static List<JsonNode> goldenVectors() {
    return ContractSamples.vectors("latency-percentiles.json");
  }

  @ParameterizedTest
  @MethodSource("goldenVectors")
  void statistics_allWeightsOne_tellTheGoldenPercentiles(JsonNode vector) {
    List<StoredTrace> calls = new ArrayList<>();
    vector
        .required("latency_ms")
        .forEach(ms -> calls.add(new Calls().latency(ms.asLong()).at(Instant.EPOCH)));

    byte[] json =
        JsonWriter.bytes(
            out -> {
              out.startObject();
              Statistics.of(calls).writeTo(out, "stats");
              out.end();
            });

    JsonNode latency =
        ApiSchema.body(ApiResponse.json(json)).required("stats").required("latency_ms");
    assertThat(latency.required("p50").asLong()).isEqualTo(vector.required("p50").asLong());
    assertThat(latency.required("p95").asLong()).isEqualTo(vector.required("p95").asLong());
  }
}
