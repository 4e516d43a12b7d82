// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import io.github.tracequeue.testkit.CodeSources;
import io.github.tracequeue.testkit.EmulatorException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How to start a process of a function: AWS's Java runtime client in a JVM with Lambda's options.
 *
 * @param command the command line
 * @param environment its environment, except the address of the Runtime API
 * @param directory its working directory
 * @param functionArn the ARN that invocations report
 * @param timeout of one invocation
 */
public record FunctionLaunch(
    List<String> command,
    Map<String, String> environment,
    Path directory,
    String functionArn,
    Duration timeout) {

  private static final String ACCOUNT = "000000000000";
  private static final String NATIVE_CLIENT =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /** Copies the collections. */
  public FunctionLaunch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * Prepares the launches of a function.
   *
   * @param code the function's jars and folders
   * @param variables the function's environment, with {@code AWS_REGION} and credentials
   * @param directory an existing folder that becomes its working directory
   * @throws EmulatorException on a platform that AWS's runtime client does not support
   */
  public static FunctionLaunch prepare(
      FunctionSettings function, List<Path> code, Map<String, String> variables, Path directory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    // From JDK 24 on the JVM warns where the runtime client loads its native library.
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Xshare:auto");
    command.add("-Xmx" + function.memoryMegabytes() * 8 / 10 + "m");
    // The runtime client would unpack its library to one fixed path, which two processes cannot
    // share.
    command.add("-D" + NATIVE_CLIENT + "=" + unpackNativeClient(directory));
    command.add("-cp");
    command.add(classPath(code));
    command.add(AWSLambda.class.getName());
    command.add(function.handler());
    return new FunctionLaunch(
        command,
        environment(function, variables),
        directory,
        String.format(
            Locale.ROOT,
            "arn:aws:lambda:%s:%s:function:%s",
            variables.get("AWS_REGION"),
            ACCOUNT,
            function.name()),
        function.timeout());
  }

  /** Starts a process that polls this Runtime API, given as host and port. */
  Process start(String runtimeApi) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static Map<String, String> environment(
      FunctionSettings function, Map<String, String> variables) {
    Map<String, String> environment = new TreeMap<>(variables);
    environment.put("_HANDLER", function.handler());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
    environment.putIfAbsent("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TZ", ":UTC");
    return environment;
  }

  private static String classPath(List<Path> code) {
    Set<Path> entries = new LinkedHashSet<>();
    Stream.of(
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            "com.amazonaws.services.lambda.runtime.RequestStreamHandler",
            "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
            "software.amazon.awssdk.utilslite.SdkInternalThreadLocal")
        .map(CodeSources::of)
        .forEach(entries::add);
    entries.addAll(code);
    return entries.stream()
        .map(path -> path.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path unpackNativeClient(Path directory) {
    String arch = System.getProperty("os.arch");
    boolean musl =
        Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
            || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
    String resource =
        String.format(
            Locale.ROOT,
            "/jni/libaws-lambda-jni.linux%s-%s.so",
            musl ? "_musl" : "",
            arch.equals("aarch64") ? "aarch_64" : "x86_64");
    Path unpacked = directory.resolve("libaws-lambda-jni.so");
    try (InputStream library = AWSLambda.class.getResourceAsStream(resource)) {
      if (library == null || !System.getProperty("os.name").equals("Linux")) {
        throw new EmulatorException(
            String.format(
                Locale.ROOT,
                "AWS's runtime client runs on Linux, on amd64 and aarch64, not on %s %s",
                System.getProperty("os.name"),
                arch),
            null);
      }
      Files.deleteIfExists(unpacked);
      Files.copy(library, unpacked);
      return unpacked.toAbsolutePath();
    } catch (IOException e) {
      throw new EmulatorException("cannot unpack AWS's runtime client to " + unpacked, e);
    }
  }
}
