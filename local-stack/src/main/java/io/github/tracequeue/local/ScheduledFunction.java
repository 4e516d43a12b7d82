// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.testkit.lambda.FunctionLaunch;
import io.github.tracequeue.testkit.lambda.FunctionLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the packaged watch function under AWS's runtime client, repeatedly. After a run it rests for
 * the period, or several times as long as the run took, because it shares the machine with the rest
 * of the pipeline. Thread-safe.
 */
final class ScheduledFunction implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ScheduledFunction.class.getName());

  /** The event of an EventBridge rule. The function ignores it. */
  private static final String EVENT =
      "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}";

  private static final int REST_PER_RUN_TIME = 4;

  private final LambdaHost host;
  private final Duration period;
  private final Semaphore wake = new Semaphore(0);
  private final AtomicLong started = new AtomicLong();
  private final AtomicLong runs = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final Thread thread = new Thread(this::run, "watch-schedule");
  private final Closing closing;
  private volatile boolean closed;

  private ScheduledFunction(LambdaHost host, Duration period, Closing closing) {
    this.host = host;
    this.period = period;
    this.closing = closing;
  }

  /**
   * Starts the schedule. The first run begins immediately.
   *
   * @param variables the environment variables of the function
   * @param folder an existing working folder
   */
  static ScheduledFunction start(
      WatchOptions options, PipelineSettings settings, Map<String, String> variables, Path folder) {
    return Closing.onFailure(
        closing -> {
          FunctionLog log = closing.add(FunctionLog.open(folder.resolve("watch.log")));
          FunctionLaunch launch =
              FunctionLaunch.prepare(
                  settings.watch(), List.of(options.code()), new HashMap<>(variables), folder);
          LambdaHost host = closing.add(LambdaHost.create(launch, log, 1, false));
          ScheduledFunction function = new ScheduledFunction(host, options.period(), closing);
          function.thread.setDaemon(true);
          function.thread.start();
          return function;
        });
  }

  /** The number of failed runs; the log contains the reasons. */
  long failures() {
    return failures.get();
  }

  /** Waits until a run that starts from now on has finished. */
  boolean awaitRun(Duration limit) throws InterruptedException {
    // The current run may have read the table already.
    long next = started.get() + 1;
    wake.release();
    long end = System.nanoTime() + limit.toNanos();
    while (runs.get() + failures.get() < next) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return true;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    closing.close();
  }

  private void run() {
    try {
      while (!closed) {
        started.incrementAndGet();
        long start = System.nanoTime();
        invoke();
        long runTime = System.nanoTime() - start;
        wake.tryAcquire(
            Math.max(period.toNanos(), REST_PER_RUN_TIME * runTime), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void invoke() throws InterruptedException {
    try {
      host.invoke(EVENT)
          .match(answer -> runs.incrementAndGet(), failure -> failures.incrementAndGet());
    } catch (RuntimeException e) {
      // Catch everything: without this thread, nothing would be watched. A closed host also throws.
      if (!closed) {
        failures.incrementAndGet();
        LOG.log(Level.WARNING, "the watch function cannot be started, will retry", e);
      }
    }
  }
}
