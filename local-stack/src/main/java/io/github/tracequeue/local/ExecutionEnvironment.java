// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.local.InvocationResult.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One process of the function with its Runtime API: one invocation at a time. */
final class ExecutionEnvironment implements AutoCloseable {
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
   * Starts a process; it need not be ready yet.
   *
   * @param freezing whether to stop it between invocations, as Lambda does
   */
  static ExecutionEnvironment start(FunctionLaunch launch, FunctionLog log, boolean freezing) {
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
      throw new LocalStackException("cannot start " + launch.command().get(0), e);
    }
  }

  /** Waits until it is ready, and runs one event through it. */
  InvocationResult invoke(String event) throws InterruptedException {
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

  /** Done when it can take the next event; fails where it cannot any more. */
  CompletableFuture<Void> ready() {
    return api.idle()
        .orTimeout(launch.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .thenRun(this::freeze);
  }

  long pid() {
    return process.pid();
  }

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
