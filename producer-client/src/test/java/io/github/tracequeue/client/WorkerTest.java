// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkerTest {
  private static final String APPLICATION =
      "public class App { public static void call(Runnable work) { work.run(); } }";

  @TempDir Path folder;

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

  /** An application server cannot unload an application whose class loader a thread keeps. */
  @Test
  void daemon_createdByAnApplication_keepsNoneOfItsClasses() throws Exception {
    var created = new CompletableFuture<Thread>();
    var end = new CountDownLatch(1);
    WeakReference<ClassLoader> application =
        callFromApplication(
            () -> {
              Thread thread = Worker.daemon(() -> awaitQuietly(end));
              thread.start();
              created.complete(thread);
            });

    for (int i = 0; application.get() != null && i < 100; i++) {
      System.gc();
      created.join().join(20);
    }
    assertThat(created.join().isAlive()).isTrue();
    assertThat(application.get()).isNull();
    end.countDown();
  }

  /** Runs the work below a class of a class loader of its own, which is then forgotten. */
  private WeakReference<ClassLoader> callFromApplication(Runnable work) throws Exception {
    Path classes = folder.resolve("classes");
    Path source = Files.writeString(folder.resolve("App.java"), APPLICATION);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
    assertThat(code).as("javac").isZero();
    try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      loader.loadClass("App").getMethod("call", Runnable.class).invoke(null, work);
      return new WeakReference<>(loader);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
