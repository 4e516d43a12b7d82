// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.nio.file.Path;

/**
 * The environment of a measurement.
 *
 * @param sink the sink of all subjects
 * @param root the root of the project
 * @param isQuick whether one short fork of each is enough
 */
record Lab(Sink sink, Path root, boolean isQuick) {

  /** Selects the number for a quick or a full run. */
  int either(int quick, int thorough) {
    return isQuick ? quick : thorough;
  }

  /** Prints the progress. */
  void say(String what) {
    System.err.println("bench:   " + what);
  }
}
