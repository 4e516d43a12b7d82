// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What a client takes from the process around it. */
final class Surroundings {
  /** A clock as {@link System#nanoTime}. */
  final LongSupplier nanos;

  /** A clock as {@link System#currentTimeMillis}. */
  final LongSupplier wallMillis;

  /** For what only has to be spread. */
  final RandomGenerator random;

  /** For what has to be unique in the world. */
  final Supplier<RandomGenerator> entropy;

  /** Where warnings go. */
  final Consumer<String> warnings;

  Surroundings(
      LongSupplier nanos,
      LongSupplier wallMillis,
      RandomGenerator random,
      Supplier<RandomGenerator> entropy,
      Consumer<String> warnings) {
    this.nanos = nanos;
    this.wallMillis = wallMillis;
    this.random = random;
    this.entropy = entropy;
    this.warnings = warnings;
  }
}
