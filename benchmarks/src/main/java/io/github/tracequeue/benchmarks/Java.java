// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of Java processes. */
final class Java {
  private Java() {}

  /** The options of every benchmark process. */
  static final List<String> COMMON =
      List.of(
          "-Dsun.net.httpserver.nodelay=true",
          "-Dhttp.maxConnections=64",
          "-Daws.accessKeyId=test",
          "-Daws.secretAccessKey=test");

  /** The command that runs a main class in a new JVM of this JDK. */
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
