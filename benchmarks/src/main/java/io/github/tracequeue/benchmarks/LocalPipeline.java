// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The pipeline on this machine without demo agents: {@code bin/tracequeue local --events 0}. */
final class LocalPipeline implements AutoCloseable {
  private static final String READY = "Press Ctrl-C";
  private static final String EXPORT = "  export ";
  private static final int PORTS = 5;

  private final Process process;
  private final Map<String, String> environment = new HashMap<>();
  private URI viewer = URI.create("");
  private Path consumerLog = Path.of("");

  private LocalPipeline(Process process) {
    this.process = process;
  }

  /** Starts the command, which builds what is missing, and waits until it accepts calls. */
  static LocalPipeline start(Path root) throws IOException {
    Process process =
        new ProcessBuilder(
                root.resolve("bin/tracequeue").toString(),
                "local",
                "--events",
                "0",
                "--port",
                Integer.toString(freePorts()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    LocalPipeline pipeline = new LocalPipeline(process);
    try {
      pipeline.awaitReady();
      return pipeline;
    } catch (IOException e) {
      pipeline.close();
      throw e;
    }
  }

  private void awaitReady() throws IOException {
    var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return;
      }
      String[] words = line.strip().split(" +", -1);
      if (line.startsWith(EXPORT)) {
        String[] variable = line.substring(EXPORT.length()).split("=", 2);
        environment.put(variable[0], variable[1]);
      } else if (words[0].equals("viewer")) {
        viewer = URI.create(words[1]);
      } else if (words[0].equals("consumer")) {
        consumerLog = Path.of(words[words.length - 1]);
      }
    }
    throw new IOException("bin/tracequeue local ended before it was ready");
  }

  /** The value of a variable that points an agent at this pipeline. */
  String variable(String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalStateException("bin/tracequeue local did not print " + name);
    }
    return value;
  }

  /** The URL of the viewer, whose API is below it. */
  URI viewer() {
    return viewer;
  }

  Path consumerLog() {
    return consumerLog;
  }

  /** The first of the free ports that the command needs. */
  private static int freePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int port = 20_000; port < 30_000; port += PORTS) {
      if (areFree(loopback, port)) {
        return port;
      }
    }
    throw new IOException("no " + PORTS + " consecutive free ports");
  }

  private static boolean areFree(InetAddress loopback, int first) {
    for (int port = first; port < first + PORTS; port++) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(loopback, port));
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
