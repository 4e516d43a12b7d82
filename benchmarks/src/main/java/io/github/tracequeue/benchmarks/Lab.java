// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.nio.file.Path;

/**
 * Where and how thoroughly is measured.
 *
 * @param sink that every subject sends to
 * @param root of the project
 * @param isQuick whether one short fork of each is enough to see that it works
 */
record Lab(Sink sink, Path root, boolean isQuick) {

  /** One of two numbers: of a quick run, or of a thorough one. */
  int either(int quick, int thorough) {
    return isQuick ? quick : thorough;
  }

  /** Tells the user what is under way. */
  void say(String what) {
    System.err.println("bench:   " + what);
  }
}
