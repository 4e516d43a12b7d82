// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The arguments of the command.
 *
 * @param parts the parts to measure; empty for the report only
 * @param isQuick whether to run one short fork of each
 * @param output the folder for results
 * @param isDocs whether to update the project's docs
 * @param root the root of the project
 */
record BenchArguments(List<Part> parts, boolean isQuick, Path output, boolean isDocs, Path root) {
  /** System property: the root of the project. */
  static final String ROOT = "bench.root";

  BenchArguments {
    parts = List.copyOf(parts);
  }

  /**
   * Parses the arguments.
   *
   * @throws IllegalArgumentException if one is invalid; the message names it
   */
  static BenchArguments parse(List<String> args) {
    Path root = Path.of(System.getProperty(ROOT, "")).toAbsolutePath();
    List<Part> parts = new ArrayList<>();
    boolean isChosen = false;
    boolean isQuick = false;
    boolean isDocs = false;
    Path output = root.resolve("benchmarks/target/results");
    Iterator<String> rest = args.iterator();
    while (rest.hasNext()) {
      String arg = rest.next();
      switch (arg) {
        case "--quick" -> isQuick = true;
        case "--docs" -> isDocs = true;
        case "--output" -> output = Path.of(value(arg, rest)).toAbsolutePath();
        case "--only" -> {
          isChosen = true;
          for (String name : value(arg, rest).split(",", -1)) {
            parts.addAll(named(name));
          }
        }
        case "report" -> isChosen = true;
        default -> {
          isChosen = true;
          parts.addAll(named(arg));
        }
      }
    }
    return new BenchArguments(isChosen ? parts : Part.named("all"), isQuick, output, isDocs, root);
  }

  private static List<Part> named(String name) {
    List<Part> parts = Part.named(name);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("unknown part or option: " + name);
    }
    return parts;
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }
}
