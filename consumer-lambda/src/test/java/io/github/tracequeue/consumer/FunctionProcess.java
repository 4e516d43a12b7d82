// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A function in a process of its own under AWS's runtime client, as Lambda runs it. */
final class FunctionProcess implements AutoCloseable {

  private final Process process;
  private final Path output;

  private FunctionProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a function.
   *
   * @param classPath of the function itself
   * @param environment added to what Lambda sets
   */
  static FunctionProcess start(
      String classPath,
      String handler,
      RuntimeApi api,
      Map<String, String> environment,
      String... jvmOptions)
      throws IOException {
    Path output = Files.createTempFile("function", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As Lambda's own start of the runtime sets them.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    // From JDK 24 on the JVM warns where the runtime client loads its native library.
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-Xmx384m", "-Djava.net.preferIPv4Stack=true"));
    command.addAll(List.of(jvmOptions));
    command.addAll(
        List.of(
            "-cp",
            String.join(
                File.pathSeparator,
                classPath,
                jarOf(AWSLambda.class),
                jarOf(Context.class),
                jarOf(PojoSerializer.class)),
            AWSLambda.class.getName(),
            handler));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    Map<String, String> all = builder.environment();
    all.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.port());
    all.put("AWS_LAMBDA_FUNCTION_NAME", "consumer");
    all.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/consumer");
    all.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
    all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    all.put("AWS_REGION", "eu-central-1");
    all.put("AWS_ACCESS_KEY_ID", "test");
    all.put("AWS_SECRET_ACCESS_KEY", "test");
    all.putAll(environment);
    return new FunctionProcess(builder.start(), output);
  }

  /** The jar that the build packages. */
  static String packagedJar() {
    Path jar = Path.of("target", "consumer-lambda.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is not there: it comes with the package phase");
    }
    return jar.toString();
  }

  List<String> output() throws IOException {
    return Files.readAllLines(output);
  }

  /** Ends the process as Lambda never does, without notice. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  /** Stops the process between two instructions, as Lambda does between invocations. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("kill -" + name + " failed");
    }
  }

  private static String jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(output);
  }
}
