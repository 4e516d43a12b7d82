// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client, checked.
 *
 * @param maxQueueSize events whose fate is open, at most
 * @param maxQueueBytes their estimated heap, at most
 * @param linger how long an event may wait for company
 * @param deliveryTimeout how long a message is tried for
 * @param requestTimeout how long one request may take to connect, and to be answered
 * @param sourceHash the hash that replaces each preview, or null where previews are sent
 */
record Options(
    int maxQueueSize,
    long maxQueueBytes,
    Duration linger,
    Duration deliveryTimeout,
    Duration requestTimeout,
    @Nullable PromptHash sourceHash) {

  private static final int MAX_SIZE = 1 << 20;
  private static final long MIN_BYTES = 64 * 1024;
  private static final long MAX_BYTES = 1L << 32;

  Options {
    require(maxQueueSize >= 1 && maxQueueSize <= MAX_SIZE, "maxQueueSize", maxQueueSize);
    require(
        maxQueueBytes >= MIN_BYTES && maxQueueBytes <= MAX_BYTES, "maxQueueBytes", maxQueueBytes);
    require(isWithin(linger, Duration.ZERO, Duration.ofMinutes(5)), "linger", linger);
    require(
        isWithin(deliveryTimeout, Duration.ofMillis(1), Duration.ofHours(24)),
        "deliveryTimeout",
        deliveryTimeout);
    require(
        isWithin(requestTimeout, Duration.ofMillis(1), Duration.ofMinutes(5)),
        "requestTimeout",
        requestTimeout);
  }

  static final Options DEFAULTS =
      new Options(
          8_192,
          8 << 20,
          Duration.ofSeconds(1),
          Duration.ofMinutes(2),
          Duration.ofSeconds(3),
          null);

  long lingerNanos() {
    return linger.toNanos();
  }

  long deliveryTimeoutNanos() {
    return deliveryTimeout.toNanos();
  }

  private static boolean isWithin(Duration value, Duration min, Duration max) {
    return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
  }

  private static void require(boolean valid, String parameter, Object value) {
    if (!valid) {
      throw new IllegalArgumentException(parameter + " is out of range: " + value);
    }
  }
}
