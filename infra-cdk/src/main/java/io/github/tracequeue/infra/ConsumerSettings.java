// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.time.Duration;

/**
 * The settings of the consumer function and its event source mapping.
 *
 * @param memoryMegabytes memory, 128..10240; the CPU share grows with it
 * @param timeout the timeout of an invocation, in whole seconds, 1..900
 * @param batchSize the maximum number of messages in an invocation, 1..10000
 * @param batchWindow the time to wait until a batch is full, in whole seconds, 0..300
 * @param maxConcurrency the maximum number of concurrent invocations, 2..1000
 */
public record ConsumerSettings(
    int memoryMegabytes,
    Duration timeout,
    int batchSize,
    Duration batchWindow,
    int maxConcurrency) {

  /** Checks the ranges that Lambda allows. */
  public ConsumerSettings {
    Checks.range("memoryMegabytes", memoryMegabytes, 128, 10_240);
    Checks.range("timeout in seconds", timeout.toSeconds(), 1, 900);
    Checks.range("batchSize", batchSize, 1, 10_000);
    Checks.range("batchWindow in seconds", batchWindow.toSeconds(), 0, 300);
    Checks.range("maxConcurrency", maxConcurrency, 2, 1000);
    if (batchSize > 10 && batchWindow.toSeconds() < 1) {
      throw new IllegalArgumentException("a batchSize over 10 needs a batchWindow of at least 1 s");
    }
  }

  /**
   * The defaults: 1024 MB, 30 s, batches of 50 with a window of 2 s, 5 concurrent invocations (half
   * the quota of a new account).
   */
  public static ConsumerSettings defaults() {
    return new ConsumerSettings(1024, Duration.ofSeconds(30), 50, Duration.ofSeconds(2), 5);
  }

  /** The visibility timeout: six times the timeout plus the batch window, as Lambda recommends. */
  Duration visibilityTimeout() {
    return timeout.multipliedBy(6).plus(batchWindow);
  }
}
