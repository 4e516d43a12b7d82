// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BenchArgumentsTest {

  @Test
  void parse_nothing_measuresAllPartsButThoseOnRequest() {
    assertThat(BenchArguments.parse(List.of()).parts())
        .containsExactlyElementsOf(
            Stream.of(Part.values()).filter(part -> !part.isOnRequest()).toList());
  }

  @Test
  void parse_groupWithAPartOnRequest_leavesItOut() {
    assertThat(BenchArguments.parse(List.of("end-to-end")).parts())
        .containsExactly(Part.AGENTS, Part.FRESHNESS);
    assertThat(BenchArguments.parse(List.of("agents-long")).parts())
        .containsExactly(Part.AGENTS_LONG);
  }

  @Test
  void parse_groupAndPart_measuresThese() {
    BenchArguments arguments =
        BenchArguments.parse(List.of("--only", "consumer,overload", "--quick", "--docs"));

    assertThat(arguments.parts())
        .containsExactly(Part.CONSUMER_CPU, Part.CONSUMER_COLD, Part.OVERLOAD);
    assertThat(arguments.isQuick()).isTrue();
    assertThat(arguments.isDocs()).isTrue();
  }

  @Test
  void parse_report_measuresNothing() {
    assertThat(BenchArguments.parse(List.of("report")).parts()).isEmpty();
  }

  @Test
  void help_hasEachPart() throws IOException {
    String help = Files.readString(Path.of("help.txt"), UTF_8);

    assertThat(Part.values())
        .allSatisfy(
            part ->
                assertThat(help)
                    .contains("  " + part.group() + "\n")
                    .containsPattern(
                        "    "
                            + part.label()
                            + (part.isOnRequest() ? " \\*" : "")
                            + " +"
                            + part.title()
                            + "\n"));
  }

  @Test
  void parse_unknownName_namesIt() {
    assertThatThrownBy(() -> BenchArguments.parse(List.of("--fast")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--fast");
  }
}
