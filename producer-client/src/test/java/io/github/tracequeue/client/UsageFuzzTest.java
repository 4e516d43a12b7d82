// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fuzzer's short form: the contract's usage objects with characters changed. */
final class UsageFuzzTest {

  private static final String CHARACTERS = "0123456789-+.eE\"{}[]:,tfnul \u0000\u00e9";

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void fuzz_changedUsage_holds(long seed) {
    List<String> inputs =
        Contract.usageVectors().stream()
            .map(vector -> vector.get("provider").asText() + "\n" + vector.get("raw"))
            .toList();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder input = new StringBuilder(inputs.get(random.nextInt(inputs.size())));
      for (int change = random.nextInt(6); change > 0; change--) {
        int at = random.nextInt(input.length());
        char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        input.replace(at, Math.min(input.length(), at + random.nextInt(3)), String.valueOf(other));
      }
      UsageFuzz.fuzzerTestOneInput(input.toString().getBytes(UTF_8));
    }
  }
}
