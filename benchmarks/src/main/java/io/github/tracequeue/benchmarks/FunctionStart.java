// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The start of a function's process under AWS's own runtime client, in a JVM set up as in Lambda,
 * up to its first answer.
 *
 * @param beganMillis when the process was started, in milliseconds since 1970
 * @param answeredMillis when it had answered
 * @param cpuMillis its processor time until then
 */
record FunctionStart(long beganMillis, long answeredMillis, long cpuMillis) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  static FunctionStart measure(
      UnpackedJar function, String handler, Map<String, String> environment, byte[] event)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("bench", ".function");
    try (RuntimeApi api = RuntimeApi.start(event)) {
      ProcessBuilder builder =
          new ProcessBuilder(command(function, handler))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      setUp(builder.environment(), api.port(), environment);
      long began = System.currentTimeMillis();
      Process process = builder.start();
      try {
        String answer = api.await(LIMIT);
        if (answer == null || !answer.contains("\"batchItemFailures\":[]")) {
          throw new IOException(
              handler + " answered " + answer + ":\n" + Files.readString(output, UTF_8));
        }
        long cpu = process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
        return new FunctionStart(began, api.answeredMillis(), cpu);
      } finally {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static List<String> command(UnpackedJar function, String handler) {
    String classPath =
        String.join(
            File.pathSeparator,
            function.folder().toString(),
            jarOf(AWSLambda.class),
            jarOf(Context.class),
            jarOf(PojoSerializer.class));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // As Lambda's own start of the runtime sets them.
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "--enable-native-access=ALL-UNNAMED",
        "-Xmx384m",
        "-Djava.net.preferIPv4Stack=true",
        "-cp",
        classPath,
        AWSLambda.class.getName(),
        handler);
  }

  /** The runtime client ends in a native crash without most of these. */
  private static void setUp(Map<String, String> all, int port, Map<String, String> own) {
    all.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port);
    all.put("AWS_LAMBDA_FUNCTION_NAME", "function");
    all.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/function");
    all.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
    all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    all.put("AWS_REGION", "eu-central-1");
    all.put("AWS_ACCESS_KEY_ID", "test");
    all.put("AWS_SECRET_ACCESS_KEY", "test");
    all.putAll(own);
  }

  private static String jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
