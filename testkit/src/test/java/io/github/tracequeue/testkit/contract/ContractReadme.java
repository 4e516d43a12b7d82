// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The contract's README, as far as a machine can hold it to the other files. */
final class ContractReadme {
  private static final Pattern FIRST_CELL = Pattern.compile("^\\| `([^`]+)` \\|");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  private final String text;

  private ContractReadme(String text) {
    this.text = text;
  }

  static ContractReadme read() {
    try {
      return new ContractReadme(Files.readString(ContractSamples.directory().resolve("README.md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return text;
  }

  /** The rows of the tables below a heading: the name in the first cell to the whole row. */
  Map<String, String> rows(String heading) {
    return section(heading)
        .filter(line -> FIRST_CELL.matcher(line).find())
        .collect(toMap(ContractReadme::name, line -> line, (a, b) -> a + b, LinkedHashMap::new));
  }

  /** What is in backquotes in a column, from 0, of the tables below a heading. */
  List<String> column(String heading, int column) {
    return section(heading)
        .filter(line -> line.startsWith("|"))
        .map(line -> cells(line).get(column).replace("`", ""))
        .toList();
  }

  /** Targets of the links to files of the contract folder. */
  List<String> links() {
    return LINK.matcher(text).results().map(result -> result.group(1)).toList();
  }

  /** The cells of a row, without the pipes and the space around them. */
  static List<String> cells(String row) {
    return Stream.of(row.substring(1).split("\\|")).map(String::strip).toList();
  }

  private Stream<String> section(String heading) {
    return text.lines()
        .dropWhile(line -> !isHeading(line, heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("#"));
  }

  private static boolean isHeading(String line, String heading) {
    return line.startsWith("#") && line.replaceFirst("^#+ ", "").startsWith(heading);
  }

  private static String name(String row) {
    return FIRST_CELL
        .matcher(row)
        .results()
        .map(result -> result.group(1))
        .findFirst()
        .orElseThrow();
  }
}
