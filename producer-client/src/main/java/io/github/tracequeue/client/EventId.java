// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.random.RandomGenerator;

/**
 * A source of UUIDv7: 48 bits of milliseconds, the version, and 74 random bits. As safe for threads
 * as its generator.
 */
final class EventId {
  private final RandomGenerator random;

  EventId(RandomGenerator random) {
    this.random = random;
  }

  /** Writes a new id in its 8-4-4-4-12 form. */
  void write(long epochMillis, JsonBuffer out) {
    long high = (epochMillis << 16) | 0x7000L | (random.nextLong() >>> 52);
    long low = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
    write(high, low, out);
  }

  /** Writes 128 bits in their 8-4-4-4-12 form. */
  static void write(long high, long low, JsonBuffer out) {
    out.hex(high >>> 32, 8);
    out.raw('-');
    out.hex(high >>> 16, 4);
    out.raw('-');
    out.hex(high, 4);
    out.raw('-');
    out.hex(low >>> 48, 4);
    out.raw('-');
    out.hex(low, 12);
  }
}
