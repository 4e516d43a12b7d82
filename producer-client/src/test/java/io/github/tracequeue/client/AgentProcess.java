// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An agent in a process of its own, {@link Agent}, which a test freezes, ends and listens to. */
final class AgentProcess implements AutoCloseable {
  private static final long LONG_SECONDS = 60;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final BufferedWriter in;

  private AgentProcess(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    var reader = new Thread(this::read, "agent-output");
    reader.setDaemon(true);
    reader.start();
  }

  static AgentProcess start(Agent.Task task, String queueUrl) {
    return start(List.of(), task, queueUrl);
  }

  static AgentProcess start(List<String> jvmOptions, Agent.Task task, String queueUrl) {
    return run(
        jvmOptions,
        List.of("-cp", System.getProperty("java.class.path"), Agent.class.getName()),
        List.of(task.name(), queueUrl));
  }

  static AgentProcess start(Map<String, String> environment, Agent.Task task, String queueUrl) {
    return run(
        environment,
        List.of(),
        List.of("-cp", System.getProperty("java.class.path"), Agent.class.getName()),
        List.of(task.name(), queueUrl));
  }

  /** A JVM with these options, this program and these arguments. */
  static AgentProcess run(List<String> jvmOptions, List<String> program, List<String> arguments) {
    return run(Map.of(), jvmOptions, program, arguments);
  }

  private static AgentProcess run(
      Map<String, String> environment,
      List<String> jvmOptions,
      List<String> program,
      List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-Daws.accessKeyId=test");
    command.add("-Daws.secretAccessKey=test");
    command.addAll(jvmOptions);
    command.addAll(program);
    command.addAll(arguments);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      return new AgentProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rest of the next line that starts with this word. */
  String await(String word) throws InterruptedException {
    var before = new ArrayList<String>();
    while (true) {
      String line = lines.poll(LONG_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("a line with %s after %s", word, before).isNotNull();
      if (line.startsWith(word)) {
        return line.substring(word.length()).strip();
      }
      before.add(line);
    }
  }

  void tell(String line) throws IOException {
    in.write(line);
    in.newLine();
    in.flush();
  }

  /** Sends a signal by its name: TERM, STOP, CONT. */
  void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    assertThat(code).as("kill -%s", name).isZero();
  }

  /** The exit code, and that it comes within so many seconds. */
  int exitWithin(long seconds) throws InterruptedException {
    assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).as("ends in time: %s", lines).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("unreadable: " + e);
    }
  }
}
