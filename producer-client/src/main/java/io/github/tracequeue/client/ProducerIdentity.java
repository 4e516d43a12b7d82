// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The identity that makes this process's envelopes and events unique: an id, a sequence of
 * envelopes and a source of event ids. Not thread-safe.
 */
final class ProducerIdentity {
  private final String id;
  private final RandomGenerator random;
  private long sequence;

  private ProducerIdentity(String id, RandomGenerator random) {
    this.id = id;
    this.random = random;
  }

  /** A new identity. Takes 128 bits from the generator. */
  static ProducerIdentity create(RandomGenerator entropy) {
    // Event ids come from a SplittableRandom, because the system's generator takes longer for one
    // id than encoding the event.
    return new ProducerIdentity(
        HexFormat.of().toHexDigits(entropy.nextLong()), new SplittableRandom(entropy.nextLong()));
  }

  String id() {
    return id;
  }

  /** The number of the next envelope: 0, 1, 2, ... */
  long nextSequence() {
    return sequence++;
  }

  /** A new UUIDv7: 48 bits of milliseconds, the version, and 74 random bits. */
  UUID newEventId(long epochMillis) {
    long high = (epochMillis << 16) | 0x7000L | (random.nextLong() >>> 52);
    long low = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
    return new UUID(high, low);
  }
}
