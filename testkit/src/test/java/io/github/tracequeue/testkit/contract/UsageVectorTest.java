// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The usage vectors agree with themselves. */
final class UsageVectorTest {
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  private static Stream<Named<JsonNode>> withCost() {
    return ContractSamples.usageVectors().stream()
        .filter(vector -> !vector.required("cost").isNull())
        .map(vector -> Named.of(vector.required("name").textValue(), vector));
  }

  @Test
  void vectors_all_haveNameAndSource() {
    List<JsonNode> vectors = ContractSamples.usageVectors();

    assertThat(vectors).hasSizeGreaterThan(60);
    assertThat(vectors).extracting(vector -> vector.required("name")).doesNotHaveDuplicates();
    assertThat(vectors)
        .allSatisfy(
            vector -> {
              assertThat(vector.required("source").textValue()).startsWith("https://");
              assertThat(vector.required("cost").isNull() || vector.required("mapped").isObject())
                  .isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource("withCost")
  void cost_byHand_isTheSumOfItsPartsOrWasReported(JsonNode vector) {
    JsonNode mapped = vector.required("mapped");
    JsonNode cost = vector.required("cost");
    String usd = cost.required("usd").textValue();

    assertThat(cost.required("arithmetic").textValue()).endsWith(" = " + usd);
    assertThat(
            cost.has("reported") ? mapped.required("cost_usd").decimalValue() : sum(mapped, cost))
        .isEqualByComparingTo(usd);
  }

  private static BigDecimal sum(JsonNode counts, JsonNode cost) {
    long reads = count(counts, "cache_read_tokens");
    long writes5m = count(counts, "cache_write_5m_tokens");
    long writes1h = count(counts, "cache_write_1h_tokens");
    boolean inclusive = counts.required("usage_convention").textValue().equals("inclusive");
    long uncached = count(counts, "input_tokens") - (inclusive ? reads + writes5m + writes1h : 0);
    long cachedAudio = count(counts, "cache_read_audio_tokens");
    long audio = count(counts, "input_audio_tokens") - cachedAudio;
    long outputAudio = count(counts, "output_audio_tokens");
    JsonNode prices = cost.required("prices");
    BigDecimal tokens =
        times(uncached - audio, prices, "input")
            .add(times(audio, prices, "input_audio"))
            .add(times(reads - cachedAudio, prices, "cache_read"))
            .add(times(cachedAudio, prices, "cache_read_audio"))
            .add(times(writes5m, prices, "cache_write_5m"))
            .add(times(writes1h, prices, "cache_write_1h"))
            .add(times(count(counts, "output_tokens") - outputAudio, prices, "output"))
            .add(times(outputAudio, prices, "output_audio"));
    BigDecimal sum = tokens.divide(MILLION);
    for (Map.Entry<String, JsonNode> tool : counts.path("tool_requests").properties()) {
      sum = sum.add(times(tool.getValue().longValue(), cost.required("tools"), tool.getKey()));
    }
    return sum;
  }

  private static BigDecimal times(long count, JsonNode prices, String name) {
    assertThat(count).as(name).isNotNegative();
    return count == 0
        ? BigDecimal.ZERO
        : new BigDecimal(prices.required(name).textValue()).multiply(BigDecimal.valueOf(count));
  }

  private static long count(JsonNode counts, String field) {
    return counts.path(field).longValue();
  }
}
