// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a client takes from the process around it.
 *
 * @param nanos a clock as {@link System#nanoTime}
 * @param wallMillis a clock as {@link System#currentTimeMillis}
 * @param random for what only has to be spread
 * @param entropy for what has to be unique in the world
 * @param warnings where warnings go
 */
record Surroundings(
    LongSupplier nanos,
    LongSupplier wallMillis,
    RandomGenerator random,
    Supplier<RandomGenerator> entropy,
    Consumer<String> warnings) {}
