// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing.lists;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fuzzer's short form: small lists with characters changed. */
final class PriceListFuzzTest {

  private static final Path LISTS = Path.of("src/test/fuzz");

  private static final String CHARACTERS = "0123456789-+.eE\"{}[]:,tfnul/_ \u0000\u00e9";

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void fuzz_changedList_holds(long seed) throws IOException {
    List<String> lists = new ArrayList<>();
    try (Stream<Path> files = Files.list(LISTS)) {
      for (Path file : files.sorted().toList()) {
        lists.add(Files.readString(file));
      }
    }
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder list = new StringBuilder(lists.get(random.nextInt(lists.size())));
      for (int change = random.nextInt(6); change > 0; change--) {
        int at = random.nextInt(list.length());
        char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        list.replace(at, Math.min(list.length(), at + random.nextInt(3)), String.valueOf(other));
      }
      PriceListFuzz.fuzzerTestOneInput(list.toString().getBytes(UTF_8));
    }
  }
}
