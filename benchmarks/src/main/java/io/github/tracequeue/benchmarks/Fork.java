// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a measurement in a separate process, which prints its result as the last line. */
final class Fork {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Fork() {}

  static JsonNode run(Class<?> main, List<String> options, Duration limit, Object... arguments)
      throws IOException, InterruptedException {
    return run(Java.classPath(), main, options, limit, arguments);
  }

  static JsonNode run(
      String classPath, Class<?> main, List<String> options, Duration limit, Object... arguments)
      throws IOException, InterruptedException {
    return run(classPath, main.getName(), options, limit, arguments);
  }

  /** The result of a main class; throws IOException with its output if there is none. */
  static JsonNode run(
      String classPath, String main, List<String> options, Duration limit, Object... arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("bench", ".log");
    List<String> texts = List.of(arguments).stream().map(Object::toString).toList();
    Process process =
        new ProcessBuilder(Java.command(classPath, options, main, texts))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      String printed = Files.readString(output, UTF_8);
      int at = printed.lastIndexOf(ForkResult.MARK);
      if (!ended || process.exitValue() != 0 || at < 0) {
        throw new IOException(
            main
                + " "
                + texts
                + (ended ? " ended with " + process.exitValue() : " took more than " + limit)
                + ":\n"
                + printed);
      }
      return MAPPER.readTree(
          printed.substring(at + ForkResult.MARK.length()).lines().findFirst().orElse(""));
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }
}
