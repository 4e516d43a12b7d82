// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import io.github.tracequeue.testkit.lambda.ExecutionEnvironment;
import io.github.tracequeue.testkit.lambda.FunctionLaunch;
import io.github.tracequeue.testkit.lambda.FunctionLog;
import io.github.tracequeue.testkit.lambda.FunctionSettings;
import io.github.tracequeue.testkit.lambda.InvocationResult;
import io.github.tracequeue.testkit.lambda.InvocationResult.Answer;
import io.github.tracequeue.testkit.lambda.InvocationResult.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cold start of a function under AWS's runtime client, in a JVM with Lambda's options, until its
 * first response.
 *
 * @param beganMillis the start of the process, in epoch milliseconds
 * @param answeredMillis the time of the response
 * @param cpuMillis the CPU time until then
 * @param peakBytes the process's largest resident memory until then; 0 where the system does not
 *     report it
 */
record FunctionStart(long beganMillis, long answeredMillis, long cpuMillis, long peakBytes) {
  private static final int MEMORY_MEGABYTES = 512;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  static FunctionStart measure(
      UnpackedJar function, String handler, Map<String, String> environment, String event)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("bench");
    Path output = folder.resolve("function.log");
    FunctionLaunch launch =
        FunctionLaunch.prepare(
            new FunctionSettings("function", handler, MEMORY_MEGABYTES, TIMEOUT),
            List.of(function.folder()),
            variables(environment),
            folder);
    try (FunctionLog log = FunctionLog.open(output, line -> {})) {
      long began = System.currentTimeMillis();
      try (ExecutionEnvironment process = ExecutionEnvironment.start(launch, log, false)) {
        InvocationResult result = process.invoke(event);
        long answered = System.currentTimeMillis();
        String answer = result.match(Answer::payload, Failure::message);
        if (!answer.contains("\"batchItemFailures\":[]")) {
          throw new IOException(handler + " answered " + answer + ":\n" + Files.readString(output));
        }
        return new FunctionStart(
            began, answered, cpuMillis(process.pid()), peakBytes(process.pid()));
      }
    } finally {
      UnpackedJar.delete(folder);
    }
  }

  private static Map<String, String> variables(Map<String, String> own) {
    Map<String, String> all = new HashMap<>(own);
    all.put("AWS_REGION", "eu-central-1");
    all.put("AWS_ACCESS_KEY_ID", "test");
    all.put("AWS_SECRET_ACCESS_KEY", "test");
    return all;
  }

  private static long cpuMillis(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toMillis)
        .orElse(0L);
  }

  /** Linux's high-water mark of the resident set. */
  private static long peakBytes(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }
}
