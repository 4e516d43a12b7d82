// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

/**
 * What a fork tells the process that started it. Loads nothing, as cold starts are measured too.
 */
final class ForkResult {
  /** What precedes the result in the fork's output. */
  static final String MARK = "RESULT ";

  private ForkResult() {}

  /** Prints a JSON object. */
  static void print(String json) {
    System.out.println(MARK + json);
  }
}
