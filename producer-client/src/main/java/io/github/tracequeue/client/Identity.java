// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What makes this producer's envelopes and events unique: its id, its count of envelopes, its
 * source of event ids. For one thread.
 */
final class Identity {
  private final String producerId;
  private final EventId eventId;
  private long sequence;

  private Identity(String producerId, EventId eventId) {
    this.producerId = producerId;
    this.eventId = eventId;
  }

  /** A new identity out of fresh randomness, of which it takes 128 bits. */
  static Identity create(RandomGenerator entropy) {
    // A SplittableRandom, as the system's own source costs more than the rest of an event's
    // encoding.
    return new Identity(
        HexFormat.of().toHexDigits(entropy.nextLong()),
        new EventId(new SplittableRandom(entropy.nextLong())));
  }

  String producerId() {
    return producerId;
  }

  EventId eventId() {
    return eventId;
  }

  /** The number of the next envelope: 0, 1, 2, ... */
  long nextSequence() {
    return sequence++;
  }
}
