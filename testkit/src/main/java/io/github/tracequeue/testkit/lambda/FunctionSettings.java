// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The settings of a Lambda function.
 *
 * @param name its name
 * @param handler class and method, as Lambda names them
 * @param memoryMegabytes its memory
 * @param timeout how long one invocation may take, in seconds
 */
public record FunctionSettings(String name, String handler, int memoryMegabytes, Duration timeout) {

  /** The largest request or response, 6 MB. */
  public static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

  /** Checks Lambda's ranges. */
  public FunctionSettings {
    requireNonNull(name, "name");
    requireNonNull(handler, "handler");
    check(
        memoryMegabytes >= 128 && memoryMegabytes <= 10_240,
        "memoryMegabytes",
        "128 to 10240",
        memoryMegabytes);
    check(
        timeout.toSeconds() >= 1 && timeout.toMinutes() <= 15, "timeout", "1 s to 15 min", timeout);
  }

  private static void check(boolean holds, String name, String range, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + range + ", not " + value);
    }
  }
}
