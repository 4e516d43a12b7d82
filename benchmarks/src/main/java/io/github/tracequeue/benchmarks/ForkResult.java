// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

/**
 * The result that a fork prints for its parent process. Loads no other classes, because cold starts
 * are measured too.
 */
final class ForkResult {
  /** The prefix of the result in the fork's output. */
  static final String MARK = "RESULT ";

  private ForkResult() {}

  /** Prints a JSON object. */
  static void print(String json) {
    System.out.println(MARK + json);
  }
}
