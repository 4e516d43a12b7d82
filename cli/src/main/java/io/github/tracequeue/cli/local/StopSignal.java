// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or another signal that ends the JVM: interrupts the thread that created this object, and
 * delays the end of the JVM until that thread has cleaned up.
 */
final class StopSignal {
  private static final long TIDYING_SECONDS = 20;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private StopSignal(Thread worker) {
    hook =
        new Thread(
            () -> {
              worker.interrupt();
              awaitDone();
            },
            "stop-signal");
  }

  /** Starts to listen, for the calling thread. */
  static StopSignal listen() {
    StopSignal signal = new StopSignal(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void awaitDone() {
    try {
      if (!done.await(TIDYING_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("tracequeue: some resources could not be closed in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Allows the JVM to end. */
  void tidied() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is already ending.
    }
  }
}
