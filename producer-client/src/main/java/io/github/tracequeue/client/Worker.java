// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread, started when it is first needed and replaced after it has died. Thread-safe.
 */
final class Worker {
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private final ThreadFactory threads;
  private final Runnable work;

  Worker(ThreadFactory threads, Runnable work) {
    this.threads = threads;
    this.work = work;
  }

  /**
   * A thread that does not delay the end of the process, and that keeps no class loader of the
   * calling application alive: neither as its context class loader nor by its access control
   * context.
   */
  @SuppressWarnings(
      "removal") // Without it, a thread of JDK 23 or older inherits its creator's context.
  static Thread daemon(Runnable work) {
    return AccessController.doPrivileged(
        (PrivilegedAction<Thread>)
            () -> {
              var thread = new Thread(null, work, "tracequeue-sender", 0, false);
              thread.setDaemon(true);
              thread.setContextClassLoader(null);
              return thread;
            });
  }

  /**
   * Starts the thread if there is none. If the system cannot start one, the next call tries again.
   */
  void ensureRunning() {
    if (thread.get() == null) {
      start();
    }
  }

  /** Whether the calling thread is the worker's thread. */
  boolean isCurrent() {
    return thread.get() == Thread.currentThread();
  }

  /** Waits for the thread to end and returns whether it has. An interrupt ends the wait. */
  boolean awaitEnd(long millis) {
    Thread running = thread.get();
    if (running == null) {
      return true;
    }
    try {
      running.join(Math.max(1, millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !running.isAlive();
  }

  private void start() {
    try {
      Thread starting = threads.newThread(this::run);
      if (thread.compareAndSet(null, starting)) {
        startThread(starting);
      }
    } catch (Throwable t) {
      // No thread or memory is available. The agent must not fail.
    }
  }

  private void startThread(Thread starting) {
    boolean isStarted = false;
    try {
      starting.start();
      isStarted = true;
    } finally {
      if (!isStarted) {
        thread.set(null);
      }
    }
  }

  private void run() {
    try {
      work.run();
    } finally {
      // The last write of this thread, so that the next thread sees all earlier writes.
      thread.set(null);
    }
  }
}
