// SPDX-License-Identifier: Apache-2.0

package io.github.tracequeue.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or another signal that ends the JVM: interrupts the thread that made this, and holds the
 * JVM's end until that thread has tidied up and closed this.
 */
final class StopSignal implements AutoCloseable {
  private static final long TIDYING_SECONDS = 20;

  private final CountDownLatch tidied = new CountDownLatch(1);
  private final Thread hook;

  private StopSignal(Thread worker) {
    hook =
        new Thread(
            () -> {
              worker.interrupt();
              awaitTidied();
            },
            "stop-signal");
  }

  /** Listens from now on, for the calling thread. */
  static StopSignal listen() {
    StopSignal signal = new StopSignal(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void awaitTidied() {
    try {
      if (!tidied.await(TIDYING_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("tracequeue: not everything could be closed in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    tidied.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook with it.
    }
  }
}
