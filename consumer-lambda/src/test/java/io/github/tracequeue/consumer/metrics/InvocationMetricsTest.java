// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

final class InvocationMetricsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:30:30.500Z");

  private final InvocationMetrics metrics =
      begin(MetricDimensions.of(MetricDetail.FULL, Set.of(), 2, 0));

  @Test
  void record_oneCall_makesOneMetricEachPerAgentAndARollup() {
    metrics.record(call("cto", NOW, 1200, "0.25", true));

    List<MetricDatum> data = metrics.end();

    Instant minute = Instant.parse("2026-11-23T12:30:00Z");
    assertThat(data).allSatisfy(datum -> assertThat(datum.timestamp()).isEqualTo(minute));
    assertThat(data).allSatisfy(datum -> assertThat(datum.storageResolution()).isEqualTo(60));
    assertThat(data)
        .extracting(
            MetricDatum::metricName,
            InvocationMetricsTest::agent,
            MetricDatum::unit,
            MetricDatum::value,
            MetricDatum::values,
            MetricDatum::counts)
        .containsExactlyInAnyOrder(
            values("InvocationLatency", "cto", StandardUnit.MILLISECONDS, 1200.0),
            values("InvocationLatency", "", StandardUnit.MILLISECONDS, 1200.0),
            values("EstimatedCost", "cto", StandardUnit.NONE, 0.25),
            values("EstimatedCost", "", StandardUnit.NONE, 0.25),
            values("InvocationErrors", "cto", StandardUnit.COUNT, 1.0),
            values("InvocationErrors", "", StandardUnit.COUNT, 1.0),
            count("InputTokenCount", "cto", 100.0),
            count("OutputTokenCount", "cto", 20.0));
  }

  /** CloudWatch charges each metric of each hour: what nobody asked for is not sent. */
  @Test
  void record_basicDetail_sendsLatencyAndCostOfTheAgentAndErrorsWhereThereAreAny() {
    InvocationMetrics basic = begin(MetricDimensions.of(MetricDetail.BASIC, Set.of(), 2, 0));
    basic.record(call("cto", NOW, 1200, "0.25", false));
    basic.record(call("sre", NOW, 900, null, true));

    assertThat(basic.end())
        .extracting(MetricDatum::metricName, InvocationMetricsTest::agent)
        .containsExactlyInAnyOrder(
            tuple("InvocationLatency", "cto"),
            tuple("EstimatedCost", "cto"),
            tuple("InvocationLatency", "sre"),
            tuple("InvocationErrors", "sre"));
  }

  @Test
  void record_callWithoutCostLatencyOrError_sendsNeitherAndNoErrors() {
    metrics.record(call("cto", NOW, 0, null, false));

    List<MetricDatum> data = metrics.end();

    assertThat(data)
        .extracting(MetricDatum::metricName)
        .doesNotContain("EstimatedCost", "InvocationLatency");
    // Each call is a sample, so that an alarm can tell "no errors" from "nothing ran".
    assertThat(named(data, "InvocationErrors"))
        .hasSize(2)
        .allSatisfy(errors -> assertThat(errors.values()).containsExactly(0.0))
        .allSatisfy(errors -> assertThat(errors.counts()).containsExactly(1.0));
  }

  @Test
  void record_sameValues_countsThem() {
    for (long latency : new long[] {7, 5, 7, 7, 0}) {
      metrics.record(call("cto", NOW, latency, "0.5", false));
    }

    MetricDatum latency = named(metrics.end(), "InvocationLatency", "cto").get(0);

    // 0 stands for a latency that is not known.
    assertThat(latency.values()).containsExactly(5.0, 7.0);
    assertThat(latency.counts()).containsExactly(1.0, 3.0);
  }

  @Test
  void record_manyValues_splitsThemAndLosesNone() {
    for (int i = 1; i <= 1000; i++) {
      metrics.record(call("cto", NOW, i, "0.001", false));
    }

    List<MetricDatum> latency = named(metrics.end(), "InvocationLatency", "cto");

    assertThat(latency).hasSize(7).allSatisfy(d -> assertThat(d.values()).hasSizeBetween(1, 150));
    assertThat(latency.stream().flatMap(d -> d.values().stream()).mapToDouble(v -> v).sum())
        .isEqualTo(500_500);
    assertThat(latency.get(0).values()).hasSize(150).startsWith(1.0, 2.0);
    assertThat(latency.get(6).values()).hasSize(100).endsWith(999.0, 1000.0);
  }

  @Test
  void record_moreValuesThanOneDatumHolds_eachKeepsItsOwnCount() {
    for (int i = 1; i <= 160; i++) {
      for (int n = 0; n < (i > 150 ? 2 : 1); n++) {
        metrics.record(call("cto", NOW, i, null, false));
      }
    }

    List<MetricDatum> latency = named(metrics.end(), "InvocationLatency", "cto");

    assertThat(latency.get(0).counts()).hasSize(150).containsOnly(1.0);
    assertThat(latency.get(1).counts()).hasSize(10).containsOnly(2.0);
  }

  @Test
  void record_exactlyOneDatumFull_makesNoEmptyOne() {
    for (int i = 1; i <= 150; i++) {
      metrics.record(call("cto", NOW, i, null, false));
    }

    assertThat(named(metrics.end(), "InvocationLatency", "cto")).hasSize(1);
  }

  @Test
  void record_callsOfOtherMinutes_keepTheirOwnTime() {
    metrics.record(call("cto", NOW.minusSeconds(31), 1, "1", false));
    metrics.record(call("cto", NOW, 2, "2", false));
    metrics.record(call("cto", NOW.plusSeconds(30), 3, "3", false));

    List<MetricDatum> cost = named(metrics.end(), "EstimatedCost", "");

    assertThat(cost)
        .extracting(MetricDatum::timestamp)
        .containsExactlyInAnyOrder(
            Instant.parse("2026-11-23T12:29:00Z"),
            Instant.parse("2026-11-23T12:30:00Z"),
            Instant.parse("2026-11-23T12:31:00Z"));
  }

  @Test
  void record_callOutsideCloudWatchsWindow_isCountedOnly() {
    Instant oldest = NOW.minus(Duration.ofDays(14)).plus(Duration.ofMinutes(15));
    Instant newest = NOW.plus(Duration.ofHours(2)).minus(Duration.ofMinutes(15));
    metrics.record(call("cto", oldest, 1, "1", false));
    metrics.record(call("cto", newest, 1, "1", false));
    metrics.record(call("cto", oldest.minusMillis(1), 1, "1", true));
    metrics.record(call("cto", newest.plusMillis(1), 1, "1", true));

    List<MetricDatum> data = metrics.end();

    assertThat(named(data, "InvocationErrors"))
        .allSatisfy(errors -> assertThat(errors.values()).containsExactly(0.0));
    assertThat(named(data, "EstimatedCost", "cto")).hasSize(2);
    assertThat(named(data, "EventsOutsideMetricWindow"))
        .singleElement()
        .returns(2.0, MetricDatum::value);
  }

  @Test
  void record_agentsBeyondTheLimit_shareOneValue() {
    for (String agent : List.of("a", "b", "c", "d", "a")) {
      metrics.record(call(agent, NOW, 1, "1", false));
    }

    List<MetricDatum> tokens = named(metrics.end(), "InputTokenCount");

    assertThat(tokens)
        .extracting(InvocationMetricsTest::agent)
        .containsExactlyInAnyOrder("a", "b", "_other");
    assertThat(sum(tokens)).isCloseTo(500, within(0.0));
  }

  @Test
  void record_withModels_addsASetOfBothDimensions() {
    InvocationMetrics withModels =
        begin(MetricDimensions.of(MetricDetail.FULL, Set.of("listed"), 1, 1));
    withModels.record(call("cto", NOW, 1, "1", false));

    List<MetricDatum> latency = named(withModels.end(), "InvocationLatency");

    assertThat(latency)
        .extracting(
            datum ->
                datum.dimensions().stream().map(d -> d.name() + "=" + d.value()).sorted().toList())
        .containsExactlyInAnyOrder(
            List.of(), List.of("Agent=_other"), List.of("Agent=_other", "Model=gpt_5 (_)"));
  }

  @Test
  void add_counts_areSentOnceAtTheTimeOfTheInvocation() {
    metrics.add(PipelineMetric.EVENTS_STORED, 2);
    metrics.add(PipelineMetric.EVENTS_STORED, 3);
    metrics.add(PipelineMetric.EVENTS_CONFLICT, 0);

    assertThat(metrics.end())
        .singleElement()
        .satisfies(
            datum -> {
              assertThat(datum.metricName()).isEqualTo("EventsStored");
              assertThat(datum.value()).isEqualTo(5);
              assertThat(datum.unit()).isEqualTo(StandardUnit.COUNT);
              assertThat(datum.dimensions()).isEmpty();
              assertThat(datum.timestamp()).isEqualTo(NOW);
            });
  }

  @Test
  void end_withoutAnything_isEmpty() {
    assertThat(metrics.end()).isEmpty();
  }

  @Test
  void end_startsNoThread() {
    metrics.record(call("cto", NOW, 1, "1", false));
    metrics.end();

    // So Micrometer calls the thread of a registry that publishes by itself.
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().contains("metrics-publisher"));
  }

  @Test
  void metricNames_areThoseOfTheDesign() {
    assertThat(PipelineMetric.values())
        .extracting(PipelineMetric::metricName)
        .containsExactly(
            "EventsStored",
            "EventsDuplicate",
            "EventsConflict",
            "EventsSampledOut",
            "EventsQuarantined",
            "EventsUnpriced",
            "EventsOutsideMetricWindow",
            "EventsRepaired",
            "UsageInferred",
            "ProducerDropped");
  }

  private static InvocationMetrics begin(MetricDimensions dimensions) {
    return InvocationMetrics.begin(dimensions, InstantSource.fixed(NOW));
  }

  private static ModelCall call(
      String agent, Instant timestamp, long latency, @Nullable String cost, boolean failed) {
    return new ModelCall(
        agent,
        "gpt\u20115 (\u00e9)",
        timestamp,
        latency,
        cost == null ? null : new BigDecimal(cost),
        100,
        20,
        failed);
  }

  private static Tuple values(String name, String agent, StandardUnit unit, double value) {
    return Tuple.tuple(name, agent, unit, null, List.of(value), List.of(1.0));
  }

  private static Tuple count(String name, String agent, double value) {
    return Tuple.tuple(name, agent, StandardUnit.COUNT, value, List.of(), List.of());
  }

  private static List<MetricDatum> named(List<MetricDatum> data, String name) {
    return data.stream().filter(datum -> datum.metricName().equals(name)).toList();
  }

  private static List<MetricDatum> named(List<MetricDatum> data, String name, String agent) {
    return named(data, name).stream().filter(datum -> agent(datum).equals(agent)).toList();
  }

  private static double sum(List<MetricDatum> data) {
    return data.stream().mapToDouble(MetricDatum::value).sum();
  }

  private static String agent(MetricDatum datum) {
    return datum.dimensions().stream().map(Dimension::value).findFirst().orElse("");
  }
}
