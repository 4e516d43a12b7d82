// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a result comes from, in words. */
final class BuildOrigin {
  /** What is said beside each table; the rest is in the results' files. */
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
    return (result.quick() ? "**a quick run: no figure to rely on**, " : "")
        + facts
        + ", "
        + result.seconds()
        + " s, median of up to "
        + forks
        + " (lowest–highest)\n";
  }

  /** All that is known of the machine, as a table. */
  static String table(PartResult result) {
    return result.machine().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(fact -> !SHORT.contains(fact.getKey()) || fact.getKey().equals("JDK"))
        .map(fact -> "| " + fact.getKey() + " | " + fact.getValue() + " |\n")
        .collect(Collectors.joining("", "| | |\n|---|---|\n", ""));
  }
}
