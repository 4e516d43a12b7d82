// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

final class EmbeddedMetricFormatTest {

  private static final Instant MINUTE = Instant.ofEpochSecond(1_780_000_020);

  @Test
  void lines_metricsOfOnePlace_shareALine() {
    List<String> lines =
        EmbeddedMetricFormat.lines(
            "Tracequeue",
            List.of(
                datum("InputTokenCount", "Count").dimensions(agent("cto")).value(12.0).build(),
                datum("InvocationLatency", "Milliseconds")
                    .dimensions(agent("cto"))
                    .values(5.0, 7.0)
                    .counts(1.0, 2.0)
                    .build()));

    assertThat(lines)
        .containsExactly(
            "{\"_aws\":{\"Timestamp\":1780000020000,\"CloudWatchMetrics\":[{\"Namespace\":"
                + "\"Tracequeue\",\"Dimensions\":[[\"Agent\"]],\"Metrics\":[{\"Name\":"
                + "\"InputTokenCount\",\"Unit\":\"Count\"},{\"Name\":\"InvocationLatency\","
                + "\"Unit\":\"Milliseconds\"}]}]},\"Agent\":\"cto\",\"InputTokenCount\":[12.0],"
                + "\"InvocationLatency\":[5.0,7.0,7.0]}");
  }

  @Test
  void lines_otherTimeOrDimensions_haveTheirOwn() {
    List<String> lines =
        EmbeddedMetricFormat.lines(
            "N",
            List.of(
                datum("a", "Count").dimensions(agent("x")).value(1.0).build(),
                datum("a", "Count").dimensions(agent("y")).value(1.0).build(),
                datum("a", "Count").timestamp(MINUTE.plusSeconds(60)).value(1.0).build(),
                datum("a", "Count").value(1.0).build()));

    assertThat(lines).hasSize(4);
    assertThat(lines.get(3)).contains("\"Dimensions\":[[]]").contains("1780000020000");
  }

  @Test
  void lines_moreThanAHundredValues_goOnInFurtherLines() {
    List<String> lines =
        EmbeddedMetricFormat.lines(
            "N",
            List.of(
                datum("many", "Count").values(3.0).counts(250.0).build(),
                datum("one", "Count").value(1.0).build()));

    assertThat(lines).hasSize(3);
    assertThat(lines)
        .extracting(line -> line.split("3\\.0", -1).length - 1)
        .containsExactly(100, 100, 50);
    assertThat(lines.get(0)).contains("\"one\":[1.0]");
    assertThat(lines.get(1)).doesNotContain("one");
  }

  @Test
  void lines_exactlyAHundredValues_makeNoEmptyLine() {
    List<String> lines =
        EmbeddedMetricFormat.lines(
            "N",
            List.of(
                datum("long", "Count").values(3.0).counts(101.0).build(),
                datum("full", "Count").values(4.0).counts(100.0).build()));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).endsWith("\"long\":[3.0]}").doesNotContain("full");
    assertThat(
            EmbeddedMetricFormat.lines(
                "N", List.of(datum("full", "Count").values(4.0).counts(100.0).build())))
        .hasSize(1);
  }

  private static MetricDatum.Builder datum(String name, String unit) {
    return MetricDatum.builder().metricName(name).unit(unit).timestamp(MINUTE);
  }

  private static Dimension agent(String value) {
    return Dimension.builder().name("Agent").value(value).build();
  }
}
