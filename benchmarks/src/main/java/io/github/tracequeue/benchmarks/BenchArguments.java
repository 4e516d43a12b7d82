// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the command was asked for.
 *
 * @param parts to measure; none where the report alone is wanted
 * @param isQuick whether one short fork of each is enough
 * @param output the folder for results
 * @param isDocs whether the project's documents are rewritten
 * @param isHelp whether the usage alone is wanted
 * @param root of the project
 */
record BenchArguments(
    List<Part> parts, boolean isQuick, Path output, boolean isDocs, boolean isHelp, Path root) {
  /** System property: the root of the project. */
  static final String ROOT = "bench.root";

  BenchArguments {
    parts = List.copyOf(parts);
  }

  /** Throws IllegalArgumentException that names the argument. */
  static BenchArguments parse(List<String> args) {
    Path root = Path.of(System.getProperty(ROOT, "")).toAbsolutePath();
    List<Part> parts = new ArrayList<>();
    boolean isChosen = false;
    boolean isQuick = false;
    boolean isDocs = false;
    boolean isHelp = false;
    Path output = root.resolve("benchmarks/target/results");
    Iterator<String> rest = args.iterator();
    while (rest.hasNext()) {
      String arg = rest.next();
      switch (arg) {
        case "--quick" -> isQuick = true;
        case "--docs" -> isDocs = true;
        case "--help", "-h" -> isHelp = true;
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
    return new BenchArguments(
        isChosen ? parts : Part.named("all"), isQuick, output, isDocs, isHelp, root);
  }

  private static List<Part> named(String name) {
    List<Part> parts = Part.named(name);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("no part or option is named " + name);
    }
    return parts;
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  static String help() {
    String parts =
        List.of(Part.values()).stream()
            .map(part -> "  %-16s %-11s %s%n".formatted(part.label(), part.group(), part.title()))
            .collect(Collectors.joining());
    return """
        Usage: bin/bench [PART...] [--only PART,...] [--quick] [--output DIR] [--docs]

        Measures Tracequeue beside its peers, and says of each number to reach whether it was.
        Builds what is missing first. Takes about 20 minutes in all; --quick about 3. Quiet
        machine, please: what else runs is measured too.

          PART         a part or a group below, or 'report' for the report of earlier results
                       alone; all parts by default
          --quick      one short fork of each: to see that it works, not to quote
          --output DIR where results, tables and pictures go (benchmarks/target/results)
          --docs       rewrites docs/benchmarks.md, docs/benchmarks/, and the measured sections
                       of docs/producer.md and docs/consumer.md with the results in DIR
          --help       this

        Parts, their group, and what they measure:
        """
        + parts
        + """

        Exit: 0 measured, whatever the figures say; 1 a part failed; 2 bad usage.
        """;
  }
}
