// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.time.Duration;

/**
 * The consumer function and how its queue feeds it.
 *
 * @param memoryMegabytes memory, 128..10240; CPU grows with it
 * @param timeout how long one invocation may take, whole seconds, 1..900
 * @param batchSize messages in one invocation at most, 1..10000
 * @param batchWindow how long to wait for a batch to fill, whole seconds, 0..300
 * @param maxConcurrency invocations at once at most, 2..1000
 */
public record ConsumerSettings(
    int memoryMegabytes,
    Duration timeout,
    int batchSize,
    Duration batchWindow,
    int maxConcurrency) {

  /** Checks Lambda's ranges. */
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
   * 1024 MB, 30 s, batches of 50 gathered for 2 s, 5 at once: half of what a new account may run.
   */
  public static ConsumerSettings defaults() {
    return new ConsumerSettings(1024, Duration.ofSeconds(30), 50, Duration.ofSeconds(2), 5);
  }

  /** Six attempts of the longest run and the wait for a batch, as Lambda asks for. */
  Duration visibilityTimeout() {
    return timeout.multipliedBy(6).plus(batchWindow);
  }
}
