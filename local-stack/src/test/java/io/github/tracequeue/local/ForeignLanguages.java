// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Programs that are not Java, for the tests that this machine can run. */
final class ForeignLanguages {
  /** The folder of the examples. */
  static final Path EXAMPLES =
      Path.of(System.getProperty("contract.dir", "../contract")).resolveSibling("examples");

  /** The folder of the Python client. */
  static final Path PYTHON_PACKAGE = EXAMPLES.resolveSibling("integrations").resolve("python");

  private ForeignLanguages() {}

  /** Skips the test where there is no Python with AWS's SDK and these modules. */
  static void requirePython(String... modules) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of("boto3"));
    all.addAll(List.of(modules));
    String imports = "import " + String.join(", ", all);
    assumeTrue(
        succeeds(python("-c", imports)), "Python with " + String.join(", ", all) + " is missing");
  }

  /**
   * A command of Python: of the virtual environment that {@code .ci/run} makes for the Python
   * client, or of this machine.
   */
  static String[] python(String... arguments) {
    Path environment = PYTHON_PACKAGE.resolve("build/venv/bin/python").toAbsolutePath().normalize();
    List<String> command = new ArrayList<>();
    command.add(Files.isExecutable(environment) ? environment.toString() : "python3");
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  /** The folder of the example in TypeScript; skips the test where it cannot run. */
  static Path requireTypescript() throws InterruptedException {
    Path project = EXAMPLES.resolve("typescript");
    assumeTrue(succeeds("node", "--version"), "node is not installed");
    assumeTrue(
        Files.isDirectory(project.resolve("node_modules")),
        "'npm install' has not been run in examples/typescript");
    return project;
  }

  /** A program that finds these variables, and no other ones of AWS. */
  static ProcessBuilder program(Map<String, String> variables, String... command) {
    ProcessBuilder program = new ProcessBuilder(command);
    program.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    program.environment().putAll(variables);
    return program;
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
