// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fuzzer's short form: cursors with bytes changed, and bytes at random. */
final class CursorFuzzTest {

  private static final String LIST = TraceQuery.ofAgent("cto").listName();

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void fuzz_changedAndRandomBytes_hold(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(1_100)];
      random.nextBytes(bytes);
      CursorFuzz.fuzzerTestOneInput(bytes);

      byte[] cursor = Cursor.at("2026-11-23T12:00:00.000Z#" + i, LIST).text().getBytes(UTF_8);
      CursorFuzz.fuzzerTestOneInput(cursor);
      cursor[random.nextInt(cursor.length)] = (byte) random.nextInt(256);
      CursorFuzz.fuzzerTestOneInput(cursor);
    }
  }
}
