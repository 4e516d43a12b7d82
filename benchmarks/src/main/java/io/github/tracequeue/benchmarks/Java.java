// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of Java processes. */
final class Java {
  private Java() {}

  /** What every process of a benchmark is started with. */
  static final List<String> COMMON =
      List.of(
          "-Dsun.net.httpserver.nodelay=true",
          "-Dhttp.maxConnections=64",
          "-Daws.accessKeyId=test",
          "-Daws.secretAccessKey=test");

  /** A main class in a new JVM of this JDK. */
  static List<String> command(
      String classPath, List<String> options, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(COMMON);
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /** The class path of this process. */
  static String classPath() {
    return System.getProperty("java.class.path");
  }
}
