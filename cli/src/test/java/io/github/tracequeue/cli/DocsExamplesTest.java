// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows of a command is what the command prints. */
final class DocsExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("contract.dir", "../contract"), "..");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^```console\n\\$ bin/tracequeue ([^\n]*)\n(.*?)^```$");

  /** Events a day, agents, events in a message, USD a month. */
  private static final Pattern BILL_ROW =
      Pattern.compile("(?m)^\\| ([0-9,]+) \\| ([0-9]+) \\| ([0-9]+) \\| ([0-9,]+\\.[0-9]{2}) \\| ");

  private static final Path AZURE =
      ROOT.resolve("../shared/data/AzureLLMInferenceTrace_conv.csv").normalize();

  @TempDir private Path folder;

  static Stream<Example> bills() throws IOException {
    return examples("cost.md");
  }

  @ParameterizedTest
  @MethodSource("bills")
  void bill_inTheDocs_isWhatIsPrinted(Example example) {
    CommandRun run = CommandRun.of(example.arguments.toArray(String[]::new));

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(example.output);
  }

  static Stream<List<String>> scales() throws IOException {
    List<List<String>> rows =
        BILL_ROW
            .matcher(Files.readString(ROOT.resolve("docs/scaling.md")))
            .results()
            .map(row -> IntStream.rangeClosed(1, 4).mapToObj(row::group).toList())
            .toList();
    assertThat(rows).hasSize(4);
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("scales")
  void bill_ofEachScale_isWhatIsPrinted(List<String> row) {
    CommandRun run =
        CommandRun.of(
            "bill",
            "--events-per-day",
            row.get(0).replace(",", ""),
            "--agents",
            row.get(1),
            "--events-per-message",
            row.get(2));

    assertThat(run.out()).containsPattern("total .* " + Pattern.quote(row.get(3)) + "\n");
  }

  @Test
  void rehearsal_inTheDocs_isWhatIsPrintedAndDrawn() throws IOException {
    assumeTrue(Files.exists(AZURE), "the recorded traffic is not on this machine: " + AZURE);
    Example example = examples("operations.md").findFirst().orElseThrow();
    Path picture = folder.resolve("picture.svg");
    List<String> arguments =
        example.arguments.stream()
            .map(it -> it.equals("AzureLLMInferenceTrace_conv.csv") ? AZURE.toString() : it)
            .map(it -> it.endsWith(".svg") ? picture.toString() : it)
            .toList();

    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .containsSubsequence(example.output.lines().filter(line -> !line.equals("...")).toList());
    assertThat(picture).hasSameTextualContentAs(ROOT.resolve("docs/limits-azure.svg"));
  }

  private static Stream<Example> examples(String document) throws IOException {
    return EXAMPLE
        .matcher(Files.readString(ROOT.resolve("docs").resolve(document)))
        .results()
        .map(it -> new Example(Arrays.asList(it.group(1).split(" +", -1)), it.group(2)));
  }

  private record Example(List<String> arguments, String output) {}
}
