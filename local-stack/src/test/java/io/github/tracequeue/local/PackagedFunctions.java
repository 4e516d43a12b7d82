// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.nio.file.Path;

/** The jars of the functions, which the build packages first. */
final class PackagedFunctions {
  static final Path CONSUMER = Path.of(System.getProperty("consumer.jar", "consumer-lambda.jar"));
  static final Path WATCH = Path.of(System.getProperty("watch.jar", "watch-lambda.jar"));

  private PackagedFunctions() {}
}
