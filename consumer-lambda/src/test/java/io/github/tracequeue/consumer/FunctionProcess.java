// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.testkit.lambda.ExecutionEnvironment;
import io.github.tracequeue.testkit.lambda.FunctionLaunch;
import io.github.tracequeue.testkit.lambda.FunctionLog;
import io.github.tracequeue.testkit.lambda.FunctionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The packaged consumer in a process of its own, frozen between invocations. */
final class FunctionProcess implements AutoCloseable {
  private final ExecutionEnvironment environment;
  private final FunctionLog log;
  private final BlockingQueue<String> output;

  private FunctionProcess(
      ExecutionEnvironment environment, FunctionLog log, BlockingQueue<String> output) {
    this.environment = environment;
    this.log = log;
    this.output = output;
  }

  /**
   * Starts the function.
   *
   * @param folder an existing folder for it to work in
   */
  static FunctionProcess start(Path folder, Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(variables);
    all.put("AWS_REGION", LocalServices.REGION.id());
    all.put("AWS_ACCESS_KEY_ID", "test");
    all.put("AWS_SECRET_ACCESS_KEY", "test");
    FunctionSettings settings =
        new FunctionSettings(
            "consumer", ConsumerHandler.class.getName(), 512, Duration.ofSeconds(30));
    BlockingQueue<String> output = new LinkedBlockingQueue<>();
    FunctionLog log = FunctionLog.open(folder.resolve("function.log"), output::add);
    return new FunctionProcess(
        ExecutionEnvironment.start(
            FunctionLaunch.prepare(settings, List.of(packagedJar()), all, folder), log, true),
        log,
        output);
  }

  ExecutionEnvironment environment() {
    return environment;
  }

  /** Ends the process without notice. */
  void kill() {
    environment.close();
  }

  /** The next line that it prints; null after 10 seconds without one. */
  @Nullable String awaitLine() throws InterruptedException {
    return output.poll(10, TimeUnit.SECONDS);
  }

  /** Whether it has printed nothing that was not read. */
  boolean isQuiet() {
    return output.isEmpty();
  }

  @Override
  public void close() {
    environment.close();
    log.close();
  }

  /** The jar that the package phase makes. */
  private static Path packagedJar() {
    Path jar = Path.of("target", "consumer-lambda.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is missing: the package phase makes it");
    }
    return jar;
  }
}
