// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.testkit.lambda.ExecutionEnvironment;
import io.github.tracequeue.testkit.lambda.FunctionLaunch;
import io.github.tracequeue.testkit.lambda.FunctionLog;
import io.github.tracequeue.testkit.lambda.InvocationResult;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a function like Lambda: processes start on demand, are reused for the next event, and are
 * replaced when they time out or exit. Thread-safe.
 */
final class LambdaHost implements AutoCloseable {
  private static final int SETTLING_MILLIS = 250;

  private final FunctionLaunch launch;
  private final FunctionLog log;
  private final boolean freezing;
  private final int concurrency;
  private final Semaphore slots;
  private final BlockingDeque<ExecutionEnvironment> idle = new LinkedBlockingDeque<>();
  private final AtomicInteger settling = new AtomicInteger();
  private final Set<ExecutionEnvironment> alive = new HashSet<>();
  private final Thread onExit = new Thread(this::kill, "function-killer");
  private boolean closed;

  private LambdaHost(FunctionLaunch launch, FunctionLog log, int concurrency, boolean freezing) {
    this.launch = launch;
    this.log = log;
    this.freezing = freezing;
    this.concurrency = concurrency;
    this.slots = new Semaphore(concurrency);
  }

  /**
   * Creates a host without processes.
   *
   * @param concurrency the maximum number of processes
   * @param freezing whether to freeze processes between invocations
   */
  static LambdaHost create(
      FunctionLaunch launch, FunctionLog log, int concurrency, boolean freezing) {
    LambdaHost host = new LambdaHost(launch, log, concurrency, freezing);
    Runtime.getRuntime().addShutdownHook(host.onExit);
    return host;
  }

  /** Invokes the function with an event; waits while all processes are busy. */
  InvocationResult invoke(String event) throws InterruptedException {
    slots.acquire();
    try {
      return run(take(), event);
    } finally {
      slots.release();
    }
  }

  private InvocationResult run(ExecutionEnvironment environment, String event)
      throws InterruptedException {
    try {
      InvocationResult result = environment.invoke(event);
      result.match(answer -> "", failure -> report(environment, failure));
      return result;
    } finally {
      settling.incrementAndGet();
      var unused =
          environment
              .ready()
              .whenComplete((ready, failure) -> giveBack(environment, failure == null));
    }
  }

  /** The number of running processes. */
  synchronized int environments() {
    return alive.size();
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The JVM is shutting down and its hook will stop the processes.
      return;
    }
  }

  private ExecutionEnvironment take() throws InterruptedException {
    ExecutionEnvironment environment = idle.pollFirst();
    if (environment == null && settling.get() > 0) {
      // A process that has just answered is ready again soon, sooner than a new process.
      environment = idle.pollFirst(SETTLING_MILLIS, TimeUnit.MILLISECONDS);
    }
    while (environment == null) {
      environment = launch();
      if (environment == null) {
        environment = idle.pollFirst(SETTLING_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    return environment;
  }

  /** Starts a process; null if the maximum number is running. */
  private synchronized @Nullable ExecutionEnvironment launch() {
    if (closed) {
      throw new IllegalStateException("the host is closed");
    }
    if (alive.size() >= concurrency) {
      return null;
    }
    ExecutionEnvironment environment = ExecutionEnvironment.start(launch, log, freezing);
    alive.add(environment);
    return environment;
  }

  private void giveBack(ExecutionEnvironment environment, boolean ready) {
    synchronized (this) {
      if (ready && !closed) {
        idle.addFirst(environment);
      } else {
        alive.remove(environment);
        environment.close();
      }
    }
    settling.decrementAndGet();
  }

  private String report(ExecutionEnvironment environment, InvocationResult.Failure failure) {
    String line =
        String.format(
            Locale.ROOT,
            "[local-stack] process %d: %s: %s",
            environment.pid(),
            failure.reason(),
            failure.message());
    log.write(line);
    return line;
  }

  private synchronized void kill() {
    closed = true;
    alive.forEach(ExecutionEnvironment::close);
    alive.clear();
    idle.clear();
  }
}
