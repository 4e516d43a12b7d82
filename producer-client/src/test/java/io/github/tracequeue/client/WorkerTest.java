// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WorkerTest {
  private final BlockingQueue<Thread> runs = new LinkedBlockingQueue<>();

  @Test
  void ensureRunning_threadHasDied_startsAnother() throws InterruptedException {
    var worker =
        new Worker(
            WorkerTest::quiet,
            () -> {
              runs.add(Thread.currentThread());
              throw new IllegalStateException("scripted");
            });
    worker.ensureRunning();
    Thread first = next();
    first.join(10_000);
    worker.ensureRunning();
    Thread second = next();

    assertThat(second).isNotSameAs(first);
    assertThat(worker.awaitEnd(10_000)).isTrue();
  }

  @Test
  void ensureRunning_noThreadToBeHad_triesAgainNextTime() throws InterruptedException {
    var attempts = new AtomicInteger();
    var worker =
        new Worker(
            work -> {
              if (attempts.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              return new Thread(work);
            },
            () -> runs.add(Thread.currentThread()));
    worker.ensureRunning();
    worker.ensureRunning();

    assertThat(next()).isNotNull();
  }

  @Test
  void ensureRunning_threadCannotStart_triesAgainNextTime() throws InterruptedException {
    var attempts = new AtomicInteger();
    var worker =
        new Worker(
            work ->
                new Thread(work) {
                  @Override
                  public synchronized void start() {
                    if (attempts.incrementAndGet() == 1) {
                      throw new OutOfMemoryError("unable to create native thread");
                    }
                    super.start();
                  }
                },
            () -> runs.add(Thread.currentThread()));
    worker.ensureRunning();
    worker.ensureRunning();

    assertThat(next()).isNotNull();
  }

  private Thread next() throws InterruptedException {
    Thread thread = runs.poll(10, TimeUnit.SECONDS);
    assertThat(thread).isNotNull();
    return thread;
  }

  private static Thread quiet(Runnable work) {
    Thread thread = Worker.daemon(work);
    thread.setUncaughtExceptionHandler((t, e) -> {});
    return thread;
  }
}
