// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Runs a function as Lambda does: in processes that are started when they are needed, kept for the
 * next event, and replaced when they time out or end. Thread-safe.
 */
final class LambdaHost implements AutoCloseable {
  private final FunctionLaunch launch;
  private final FunctionLog log;
  private final boolean freezing;
  private final Semaphore slots;
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
  private final Set<ExecutionEnvironment> alive = new HashSet<>();
  private final Thread onExit = new Thread(this::kill, "function-killer");
  private boolean closed;

  private LambdaHost(FunctionLaunch launch, FunctionLog log, int concurrency, boolean freezing) {
    this.launch = launch;
    this.log = log;
    this.freezing = freezing;
    this.slots = new Semaphore(concurrency);
  }

  /**
   * A host with no process yet.
   *
   * @param concurrency processes at most
   * @param freezing whether to stop them between invocations
   */
  static LambdaHost create(
      FunctionLaunch launch, FunctionLog log, int concurrency, boolean freezing) {
    LambdaHost host = new LambdaHost(launch, log, concurrency, freezing);
    Runtime.getRuntime().addShutdownHook(host.onExit);
    return host;
  }

  /** Runs one event through the function; waits where all processes are busy. */
  InvocationResult invoke(String event) throws InterruptedException {
    slots.acquire();
    ExecutionEnvironment environment;
    try {
      environment = take();
    } catch (RuntimeException e) {
      slots.release();
      throw e;
    }
    try {
      InvocationResult result = environment.invoke(event);
      result.match(answer -> "", failure -> report(environment, failure));
      return result;
    } finally {
      var unused =
          environment
              .ready()
              .whenComplete((ready, failure) -> giveBack(environment, failure == null));
    }
  }

  /** Processes that are alive. */
  synchronized int environments() {
    return alive.size();
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The JVM is about to end: the hook runs, and there is nothing left to kill.
      return;
    }
  }

  private synchronized ExecutionEnvironment take() {
    if (closed) {
      throw new IllegalStateException("the host is closed");
    }
    ExecutionEnvironment environment = idle.pollFirst();
    if (environment == null) {
      environment = ExecutionEnvironment.start(launch, log, freezing);
      alive.add(environment);
    }
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
    slots.release();
  }

  private String report(ExecutionEnvironment environment, InvocationResult.Failure failure) {
    String line =
        "[local-stack] process %d: %s: %s"
            .formatted(environment.pid(), failure.reason(), failure.message());
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
