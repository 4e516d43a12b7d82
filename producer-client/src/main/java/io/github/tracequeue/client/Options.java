// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client. A value out of range throws an IllegalArgumentException that names it.
 *
 * @param maxQueueSize the maximum number of events that are neither delivered nor dropped
 * @param maxQueueBytes the maximum of their estimated heap
 * @param linger how long an event may wait to be batched
 * @param deliveryTimeout how long the client tries to deliver a message
 * @param requestTimeout how long one request may take to connect, and then to be answered
 * @param promptHash the hash that replaces each prompt preview; null if previews are sent
 * @param errorMessages whether error messages are sent
 */
record Options(
    int maxQueueSize,
    long maxQueueBytes,
    Duration linger,
    Duration deliveryTimeout,
    Duration requestTimeout,
    @Nullable PromptHash promptHash,
    boolean errorMessages) {
  static final Options DEFAULTS =
      new Options(
          8_192,
          8 << 20,
          Duration.ofSeconds(1),
          Duration.ofMinutes(2),
          Duration.ofSeconds(3),
          null,
          false);

  Options {
    require("maxQueueSize", maxQueueSize, 1, 1 << 20);
    require("maxQueueBytes", maxQueueBytes, 64L << 10, 4L << 30);
    require("linger", linger, Duration.ZERO, Duration.ofMinutes(5));
    require("deliveryTimeout", deliveryTimeout, Duration.ofMillis(1), Duration.ofHours(24));
    require("requestTimeout", requestTimeout, Duration.ofMillis(1), Duration.ofMinutes(5));
  }

  private static <T extends Comparable<T>> void require(
      String name, @Nullable T value, T min, T max) {
    if (value == null || value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          name + " must be from " + min + " to " + max + ", but is " + value);
    }
  }
}
