// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden vectors, recomputed by the words of the contract's README and nothing else. */
final class GoldenVectorTest {
  @Test
  void vectors_ofAllFiles_areThere() {
    assertThat(promptHashes()).hasSize(16);
    assertThat(decisionSummaries()).hasSize(6);
    assertThat(latencyPercentiles()).hasSize(17);
  }

  @ParameterizedTest
  @MethodSource("promptHashes")
  void promptHash_ofVector_isSha256OfTheFirst200CodePoints(JsonNode vector)
      throws GeneralSecurityException {
    String preview = firstCodePoints(vector.required("prompt").textValue(), 200);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(preview.getBytes(UTF_8));

    assertThat(vector.required("preview").textValue()).isEqualTo(preview);
    assertThat(vector.required("prompt_hash").textValue()).isEqualTo(hash(preview, digest));
  }

  @ParameterizedTest
  @MethodSource("promptHashes")
  void keyedPromptHash_ofVector_isHmacSha256OfThePreview(JsonNode vector)
      throws GeneralSecurityException {
    String preview = vector.required("preview").textValue();
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = vector.required("hmac_key_utf8").textValue().getBytes(UTF_8);
    mac.init(new SecretKeySpec(key, "HmacSHA256"));

    assertThat(vector.required("prompt_hash_hmac").textValue())
        .isEqualTo(hash(preview, mac.doFinal(preview.getBytes(UTF_8))));
  }

  @ParameterizedTest
  @MethodSource("decisionSummaries")
  void storedSummary_ofVector_isTheFirst300CodePoints(JsonNode vector) {
    assertThat(vector.required("stored").textValue())
        .isEqualTo(firstCodePoints(vector.required("decision_summary").textValue(), 300));
  }

  @ParameterizedTest
  @MethodSource("latencyPercentiles")
  void percentiles_ofVector_areRanksAmongTheNonZeroLatencies(JsonNode vector) {
    long[] sorted =
        StreamSupport.stream(vector.required("latency_ms").spliterator(), false)
            .mapToLong(JsonNode::longValue)
            .filter(latency -> latency != 0)
            .sorted()
            .toArray();

    assertThat(vector.required("p50").longValue())
        .isEqualTo(sorted.length == 0 ? 0 : sorted[sorted.length / 2]);
    assertThat(vector.required("p95").longValue())
        .isEqualTo(sorted.length == 0 ? 0 : sorted[sorted.length * 95 / 100]);
  }

  static List<JsonNode> promptHashes() {
    return ContractSamples.vectors("prompt-hash.json");
  }

  static List<JsonNode> decisionSummaries() {
    return ContractSamples.vectors("decision-summary.json");
  }

  static List<JsonNode> latencyPercentiles() {
    return ContractSamples.vectors("latency-percentiles.json");
  }

  private static String firstCodePoints(String text, int count) {
    return text.codePoints()
        .limit(count)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String hash(String preview, byte[] digest) {
    return preview.isEmpty() ? "" : HexFormat.of().formatHex(digest).substring(0, 16);
  }
}
