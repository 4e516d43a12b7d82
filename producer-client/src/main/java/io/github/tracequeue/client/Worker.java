// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread, started when it is first needed and replaced when it has died. Safe for
 * threads.
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
   * Starts the thread where there is none. Where the system has no thread to give, the next call
   * tries again.
   */
  void ensureRunning() {
    if (thread.get() == null) {
      start();
    }
  }

  /** Whether the calling thread is the worker's. */
  boolean isCurrent() {
    return thread.get() == Thread.currentThread();
  }

  /**
   * Waits for the thread to end; returns whether there is none. An interrupt ends the wait and is
   * kept.
   */
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
        begin(starting);
      }
    } catch (Throwable t) {
      // The system has no thread to give, or no memory: nothing that the agent should hear of.
    }
  }

  private void begin(Thread starting) {
    boolean begun = false;
    try {
      starting.start();
      begun = true;
    } finally {
      if (!begun) {
        thread.set(null);
      }
    }
  }

  private void run() {
    try {
      work.run();
    } finally {
      // The last write of this thread: the next one sees all that it has written.
      thread.set(null);
    }
  }
}
