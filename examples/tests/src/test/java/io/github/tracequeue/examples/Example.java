// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** An example as its Maven module has built it. */
record Example(String name, String mainClass) {
  private static final Path FOLDER = Path.of(System.getProperty("examples.dir", ".."));
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  static final Example SPRING_AI = of("spring-ai", "springai.SpringAiAgent");
  static final Example LANGCHAIN4J = of("langchain4j", "langchain4j.LangChain4jAgent");
  static final Example QUARKUS = of("quarkus", "quarkus.QuarkusAgent");
  static final Example BEDROCK = of("bedrock", "bedrock.BedrockAgent");
  static final Example OPENTELEMETRY = of("opentelemetry", "opentelemetry.OpenTelemetryAgent");
  static final Example SDK_CLIENTS = of("sdk-clients", "sdkclients.SdkClientsAgent");

  private static Example of(String name, String mainClass) {
    return new Example(name, "io.github.tracequeue.examples." + mainClass);
  }

  /** Its classes, and the jars that it needs. */
  List<Path> classPath() throws IOException {
    Path target = FOLDER.resolve(name).resolve("target");
    List<Path> entries = new ArrayList<>();
    entries.add(target.resolve("classes"));
    Arrays.stream(
            Files.readString(target.resolve("classpath.txt")).strip().split(File.pathSeparator))
        .map(Path::of)
        .forEach(entries::add);
    assertThat(entries).allMatch(Files::exists);
    return entries;
  }

  /** What Quarkus's Maven plugin has packaged. */
  Path quarkusJar() {
    return FOLDER.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
  }

  /** Compiles it as a named module that requires others, and returns the module path. */
  List<Path> compileModule(String module, String[] required, Path folder) throws IOException {
    List<Path> modulePath = new ArrayList<>(classPath());
    modulePath.set(0, folder.resolve(module)); // instead of the classes without a module
    StringBuilder info = new StringBuilder("module " + module + " {\n");
    for (String each : required) {
      info.append("  requires ").append(each).append(";\n");
    }
    Path infoFile = folder.resolve("module-info.java");
    Files.writeString(infoFile, info.append("}\n"));

    List<String> arguments =
        new ArrayList<>(
            List.of("-proc:none", "-p", path(modulePath), "-d", modulePath.get(0).toString()));
    arguments.add(infoFile.toString());
    try (Stream<Path> sources = Files.walk(FOLDER.resolve(name).resolve("src/main/java"))) {
      sources
          .map(Path::toString)
          .filter(file -> file.endsWith(".java") && !file.endsWith("package-info.java"))
          .forEach(arguments::add);
    }
    var messages = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, messages, messages, arguments.toArray(String[]::new));
    assertThat(code).as(messages.toString(UTF_8)).isZero();
    return modulePath;
  }

  /** GraalVM's compiler of native binaries, in {@code GRAALVM_HOME} or the path. */
  static Optional<Path> nativeImage() {
    Stream<String> folders =
        Stream.concat(
            Stream.ofNullable(System.getenv("GRAALVM_HOME")).map(home -> home + "/bin"),
            Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
    return folders
        .map(folder -> Path.of(folder, "native-image"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Compiles it to a native binary, and returns the binary. */
  Path compileNative(Path folder) throws IOException, InterruptedException {
    Path binary = folder.resolve(name);
    List<String> command =
        List.of(
            nativeImage().orElseThrow().toString(),
            "--no-fallback",
            "--enable-url-protocols=http",
            "-cp",
            path(classPath()),
            "-o",
            binary.toString(),
            mainClass);
    run(System.getenv(), command, Duration.ofMinutes(15));
    return binary;
  }

  /** Runs a JVM with only these environment variables, and returns what it prints. */
  static String java(Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1"));
    command.addAll(arguments);
    return run(environment, command, Duration.ofMinutes(1));
  }

  /** Runs a program with nothing but these environment variables, and returns what it prints. */
  static String run(Map<String, String> environment, List<String> command, Duration timeout)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)).as(printed).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  static String path(List<Path> entries) {
    return String.join(File.pathSeparator, entries.stream().map(Path::toString).toList());
  }

  @Override
  public String toString() {
    return name;
  }
}
