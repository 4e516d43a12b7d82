// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.security.SecureRandom;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The platform services that the client uses; tests replace them.
 *
 * @param nanos a clock like {@link System#nanoTime}
 * @param wallMillis a clock like {@link System#currentTimeMillis}
 * @param park parks the calling thread for at most the given nanoseconds, or until it is unparked
 * @param randomness a generator that differs in each process, including copies of one snapshot
 * @param warnings receives the warnings to log
 * @param threads creates the sender's thread
 */
record Platform(
    LongSupplier nanos,
    LongSupplier wallMillis,
    LongConsumer park,
    Supplier<? extends RandomGenerator> randomness,
    Consumer<String> warnings,
    ThreadFactory threads) {

  /** The services of the JVM. */
  static Platform system() {
    return new Platform(
        System::nanoTime,
        System::currentTimeMillis,
        LockSupport::parkNanos,
        SecureRandom::new,
        Platform::warn,
        Worker::daemon);
  }

  static void warn(String warning) {
    System.getLogger(TraceClient.class.getName()).log(System.Logger.Level.WARNING, warning);
  }
}
