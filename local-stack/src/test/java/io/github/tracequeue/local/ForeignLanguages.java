// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Programs that are not Java, for the tests that this machine can run. */
final class ForeignLanguages {
  /** The folder of the examples. */
  static final Path EXAMPLES =
      Path.of(System.getProperty("contract.dir", "../contract")).resolveSibling("examples");

  private ForeignLanguages() {}

  /** Skips the test where there is no Python with AWS's SDK. */
  static void requirePython() throws InterruptedException {
    assumeTrue(succeeds("python3", "-c", "import boto3"), "python3 with boto3 is not installed");
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
