// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Describes the origin of a result. */
final class BuildOrigin {
  /** The facts beside each table; the others are in the result files. */
  private static final List<String> SHORT = List.of("date", "JDK", "commit", "load before");

  private BuildOrigin() {}

  /** One line for a table. */
  static String of(PartResult result) {
    String forks =
        result.rows().stream().mapToInt(row -> row.values().size()).max().orElse(0) + " forks";
    String facts =
        SHORT.stream()
            .filter(result.machine()::containsKey)
            .map(fact -> fact + " " + result.machine().get(fact))
            .collect(Collectors.joining(", "));
    return (result.quick() ? "**quick run, the figures are not accurate**, " : "")
        + facts
        + ", "
        + result.seconds()
        + " s, median of up to "
        + forks
        + " (lowest–highest)\n";
  }

  /** The facts about the machine as a table. */
  static String table(PartResult result) {
    return result.machine().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(fact -> !SHORT.contains(fact.getKey()) || fact.getKey().equals("JDK"))
        .map(fact -> "| " + fact.getKey() + " | " + fact.getValue() + " |\n")
        .collect(Collectors.joining("", "| | |\n|---|---|\n", ""));
  }
}
