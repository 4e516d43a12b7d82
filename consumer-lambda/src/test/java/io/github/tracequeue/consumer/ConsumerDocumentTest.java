// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.message.Reason;
import io.github.tracequeue.consumer.metrics.PipelineMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of docs/consumer.md name what the code has, all of it and nothing else. */
final class ConsumerDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "consumer.md");
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Pattern FIRST_CELL = Pattern.compile("^\\| `([^`]+)` \\|");
  private static final Pattern VARIABLE = Pattern.compile("\"(TRACEQUEUE_[A-Z_]+)\"");

  @Test
  void reasonCodes_areThoseOfTheParser() throws IOException {
    assertThat(names("Reason codes"))
        .containsExactlyElementsOf(Arrays.stream(Reason.values()).map(Reason::code).toList());
  }

  @Test
  void settings_areTheVariablesThatTheCodeReads() throws IOException {
    TreeSet<String> read = new TreeSet<>();
    String settings =
        Files.readString(SOURCES.resolve("io/github/tracequeue/consumer/ConsumerSettings.java"));
    VARIABLE.matcher(settings).results().map(result -> result.group(1)).forEach(read::add);

    assertThat(names("Settings")).containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void metrics_areThoseOfCallsAndOfThePipeline() throws IOException {
    Stream<String> ofCalls =
        Stream.of(
            "InvocationLatency",
            "EstimatedCost",
            "InvocationErrors",
            "InputTokenCount",
            "OutputTokenCount",
            "PromptChanges");
    Stream<String> ofThePipeline =
        Arrays.stream(PipelineMetric.values()).map(PipelineMetric::metricName);

    assertThat(names("Metrics"))
        .containsExactlyElementsOf(Stream.concat(ofCalls, ofThePipeline).toList());
  }

  @Test
  void outcomes_haveEachFateOfAnEvent() throws IOException {
    String outcomes = String.join("\n", section("Outcomes"));

    assertThat(EventFate.values())
        .allSatisfy(
            fate ->
                assertThat(outcomes)
                    .contains("| `" + fate.name().toLowerCase(Locale.ROOT) + "` |"));
  }

  private static List<String> names(String heading) throws IOException {
    return section(heading).stream()
        .flatMap(line -> FIRST_CELL.matcher(line).results())
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  private static List<String> section(String heading) throws IOException {
    try (Stream<String> lines = Files.lines(DOCUMENT)) {
      return lines
          .dropWhile(line -> !line.equals("## " + heading))
          .skip(1)
          .takeWhile(line -> !line.startsWith("## "))
          .toList();
    }
  }
}
