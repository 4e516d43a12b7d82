// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.lambda;

import io.github.tracequeue.testkit.EmulatorException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Copies the output of a function's processes to a file and a listener. Thread-safe. */
public final class FunctionLog implements Closeable {
  private final BufferedWriter file;
  private final Consumer<String> listener;
  private boolean closed;

  private FunctionLog(BufferedWriter file, Consumer<String> listener) {
    this.file = file;
    this.listener = listener;
  }

  /** Appends to a file only. */
  public static FunctionLog open(Path file) {
    return open(file, line -> {});
  }

  /**
   * Appends to a file, and passes each line on.
   *
   * @param listener called with each line, from several threads, one at a time
   */
  public static FunctionLog open(Path file, Consumer<String> listener) {
    try {
      return new FunctionLog(
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
          listener);
    } catch (IOException e) {
      throw new EmulatorException("cannot write " + file, e);
    }
  }

  /** Copies a process's output line by line until the output ends. */
  void follow(InputStream output, String name) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  write(line);
                }
              } catch (IOException e) {
                write("(the rest of the output of " + name + " was lost: " + e + ")");
              }
            },
            name + "-log");
    thread.setDaemon(true);
    thread.start();
  }

  /** Adds one line. */
  public synchronized void write(String line) {
    if (closed) {
      return;
    }
    try {
      file.write(line);
      file.newLine();
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listener.accept(line);
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
