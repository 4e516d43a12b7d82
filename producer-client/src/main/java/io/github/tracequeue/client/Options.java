// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The settings of a client, checked. */
final class Options {
  private static final int MAX_SIZE = 1 << 20;
  private static final long MIN_BYTES = 64 * 1024;
  private static final long MAX_BYTES = 1L << 32;

  static final Options DEFAULTS =
      new Options(
          8_192,
          8 << 20,
          Duration.ofSeconds(1),
          Duration.ofMinutes(2),
          Duration.ofSeconds(3),
          null);

  /** Events whose fate is open, at most. */
  final int maxQueueSize;

  /** Their estimated heap, at most. */
  final long maxQueueBytes;

  /** How long an event may wait for company. */
  final Duration linger;

  /** How long a message is tried for. */
  final Duration deliveryTimeout;

  /** How long one request may take to connect, and to be answered. */
  final Duration requestTimeout;

  /** The hash that replaces each preview, or null where previews are sent. */
  final @Nullable PromptHash sourceHash;

  Options(
      int maxQueueSize,
      long maxQueueBytes,
      Duration linger,
      Duration deliveryTimeout,
      Duration requestTimeout,
      @Nullable PromptHash sourceHash) {
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
    this.maxQueueSize = maxQueueSize;
    this.maxQueueBytes = maxQueueBytes;
    this.linger = linger;
    this.deliveryTimeout = deliveryTimeout;
    this.requestTimeout = requestTimeout;
    this.sourceHash = sourceHash;
  }

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
