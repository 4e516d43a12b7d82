// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.lambda;

import io.github.tracequeue.testkit.EmulatorException;
import io.github.tracequeue.testkit.lambda.InvocationResult.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One process of a function with its Runtime API. Runs one invocation at a time. */
public final class ExecutionEnvironment implements AutoCloseable {
  private static final Duration INIT_PATIENCE = Duration.ofSeconds(60);

  private final FunctionLaunch launch;
  private final RuntimeApi api;
  private final Process process;
  private final @Nullable Freezer freezer;

  private ExecutionEnvironment(
      FunctionLaunch launch, RuntimeApi api, Process process, @Nullable Freezer freezer) {
    this.launch = launch;
    this.api = api;
    this.process = process;
    this.freezer = freezer;
  }

  /**
   * Starts a process, and does not wait until it is ready.
   *
   * @param freezing whether to stop the process between invocations, as Lambda does
   */
  public static ExecutionEnvironment start(
      FunctionLaunch launch, FunctionLog log, boolean freezing) {
    RuntimeApi api = RuntimeApi.start(launch.functionArn());
    try {
      Process process = launch.start(api.authority());
      log.follow(process.getInputStream(), "function-" + process.pid());
      var unused =
          process
              .onExit()
              .thenAccept(
                  ended -> {
                    api.ended("the process ended with status " + ended.exitValue());
                    api.close();
                  });
      Freezer freezer = freezing ? Freezer.of(process) : null;
      return new ExecutionEnvironment(launch, api, process, freezer);
    } catch (IOException e) {
      api.close();
      throw new EmulatorException("cannot start " + launch.command().get(0), e);
    }
  }

  /** Waits until the process is ready, and runs one invocation. */
  public InvocationResult invoke(String event) throws InterruptedException {
    try {
      api.idle().get(INIT_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      close();
      return new InvocationResult.Failure(Reason.INIT, String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      close();
      return new InvocationResult.Failure(
          Reason.INIT, "the function was not ready after " + INIT_PATIENCE.toSeconds() + " s");
    }
    thaw();
    Invocation invocation = Invocation.of(event, Instant.now().plus(launch.timeout()));
    api.offer(invocation);
    try {
      return invocation.result().get(launch.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      invocation.fail(
          Reason.TIMEOUT, "Task timed out after " + launch.timeout().toSeconds() + " seconds");
      close();
      return invocation.result().join();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Completes when the process can take the next event, and is frozen if it should be. Fails when
   * the process cannot take one any more.
   */
  public CompletableFuture<Void> ready() {
    return api.idle()
        .orTimeout(launch.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .thenRun(this::freeze);
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Kills the process; an invocation that is running fails. */
  @Override
  public void close() {
    process.destroyForcibly();
    api.close();
    if (freezer != null) {
      freezer.close();
    }
  }

  private void freeze() {
    if (freezer != null) {
      freezer.freeze();
    }
  }

  private void thaw() {
    if (freezer != null) {
      freezer.thaw();
    }
  }
}
