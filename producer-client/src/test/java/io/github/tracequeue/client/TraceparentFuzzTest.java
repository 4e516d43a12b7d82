// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fuzzer's short form: headers with characters changed, and bytes at random. */
final class TraceparentFuzzTest {

  private static final String HEADERS =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\nvendor=a,other=b";

  private static final String CHARACTERS =
      "0123456789abcdefABCDEFg-\n\t =,\u0000\u007f\u00e9\u00ff";

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void fuzz_changedAndRandomHeaders_hold(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      TraceparentFuzz.fuzzerTestOneInput(bytes);

      StringBuilder headers = new StringBuilder(HEADERS);
      for (int change = random.nextInt(4); change > 0; change--) {
        int at = random.nextInt(headers.length());
        char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        headers.replace(at, at + random.nextInt(2), String.valueOf(other));
      }
      TraceparentFuzz.fuzzerTestOneInput(headers.toString().getBytes(ISO_8859_1));
    }
  }
}
