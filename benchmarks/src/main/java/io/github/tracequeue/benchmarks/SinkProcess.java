// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link SinkServer} in its own process, so that its CPU time does not count for a subject. */
final class SinkProcess implements AutoCloseable {
  private final Process process;
  private final Sink sink;

  private SinkProcess(Process process, Sink sink) {
    this.process = process;
    this.sink = sink;
  }

  static SinkProcess start() throws IOException {
    Process process =
        new ProcessBuilder(
                Java.command(
                    Java.classPath(), List.of("-Xmx512m"), SinkServer.class.getName(), List.of()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = out.readLine();
    if (line == null || !line.startsWith("PORT ")) {
      process.destroyForcibly();
      throw new IOException("the sink did not start: " + line);
    }
    return new SinkProcess(process, Sink.at("http://127.0.0.1:" + line.substring(5)));
  }

  Sink sink() {
    return sink;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
