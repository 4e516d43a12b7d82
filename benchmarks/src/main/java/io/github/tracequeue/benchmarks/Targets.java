// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The targets, evaluated by the measured medians. */
final class Targets {
  private static final String OURS = Subject.TRACEQUEUE.title();

  private final Figures figures;
  private final List<Target> targets = new ArrayList<>();

  private Targets(Figures figures) {
    this.figures = figures;
  }

  static List<Target> judge(Figures figures) {
    Targets targets = new Targets(figures);
    targets.record();
    targets.delivery();
    targets.consumer();
    return List.copyOf(targets.targets);
  }

  private void record() {
    for (int rate : RecordPart.RATES) {
      for (String metric : List.of("median", "mean")) {
        atLeast(
            "producer",
            String.format(
                Locale.ROOT,
                "`record` at %,d calls/s, by the %s: not slower than %s",
                rate,
                metric,
                Subject.OPENTELEMETRY.title()),
            1,
            "times as fast",
            least(ratios(rate, metric)));
      }
    }
    atLeast("producer", "`record`: at least 99 % accepted", 99, "%", least(own("accepted")));
    atMost(
        "producer",
        "`record` without delivery: p99 below 20 µs",
        20_000,
        "ns",
        worst(adverse("p99")));
    atLeast(
        "producer",
        "`record` without delivery: at least 99 % accepted by a queue that is large enough",
        99,
        "%",
        least(
            adverse("accepted")
                .filter(
                    row -> !row.condition().startsWith(Condition.SILENT_SINK_BOUNDED.title()))));
  }

  private void delivery() {
    String peer = Subject.BATCH_MANAGER.title();
    String condition = DeliveryPart.SUSTAINED;
    atLeast(
        "producer",
        "sustained delivery: 5 times the calls per second of " + peer,
        5,
        "times",
        ratio(Part.DELIVERY, OURS, peer, condition, "calls delivered"));
    atMost(
        "producer",
        "sustained delivery: at most a quarter of its CPU time per call",
        0.25,
        "times",
        ratio(Part.DELIVERY, OURS, peer, condition, "CPU a call"));
    atMost(
        "producer",
        "overload, 64 MB heap: survives, and the counts are always consistent",
        0,
        "wrong",
        highest(Part.OVERLOAD, OURS, DeliveryPart.OVERLOAD, "accounts wrong"));
    atLeast(
        "producer",
        "overload: the counts of sink and client are equal",
        1,
        "(1 = yes)",
        lowest(Part.OVERLOAD, OURS, DeliveryPart.OVERLOAD, "sink agrees"));
    atMost(
        "producer",
        "client with all dependencies: at most 6 MB",
        6,
        "MB",
        highest(Part.FIRST_BATCH, OURS, FirstBatchPart.SIZES, "with all it needs"));
  }

  private void consumer() {
    for (ConsumerPart.Table table : ConsumerPart.Table.values()) {
      for (int size : ConsumerPart.SIZES) {
        double limit = size < 100 ? 1 : 0.45;
        atMost(
            "consumer",
            String.format(
                Locale.ROOT,
                "CPU time per call, %s: at most %s times the baseline's",
                ConsumerPart.batchOf(size, table),
                Figures.text(limit)),
            limit,
            "times",
            ratio(
                Part.CONSUMER_CPU,
                ConsumerPart.CONSUMER,
                ConsumerPart.BASELINE,
                ConsumerPart.batchOf(size, table),
                "CPU a call"));
      }
    }
    atMost(
        "consumer",
        "cold start to the first stored batch: at most 0.6 times the baseline's",
        0.6,
        "times",
        ratio(
            Part.CONSUMER_COLD,
            ConsumerPart.CONSUMER,
            ConsumerPart.BASELINE,
            ConsumerPart.COLD,
            "first batch stored"));
  }

  private Stream<Row> own(String metric) {
    return figures.rows(Part.RECORD).stream()
        .filter(row -> row.subject().equals(OURS) && row.metric().equals(metric));
  }

  private Stream<Row> adverse(String metric) {
    return figures.rows(Part.RECORD_ADVERSE).stream()
        .filter(row -> row.subject().equals(OURS) && row.metric().equals(metric));
  }

  /** OpenTelemetry's time as a multiple of Tracequeue's at this rate, for each number of agents. */
  private Stream<Row> ratios(int rate, String metric) {
    return own(metric)
        .filter(row -> row.condition().startsWith(String.format(Locale.ROOT, "%,d calls", rate)))
        .flatMap(row -> ratio(row).stream());
  }

  private Optional<Row> ratio(Row ours) {
    return figures
        .row(Part.RECORD, Subject.OPENTELEMETRY.title(), ours.condition(), ours.metric())
        .map(
            theirs ->
                new Row(
                    OURS, ours.condition(), "ratio", "", List.of(theirs.median() / ours.median())));
  }

  private OptionalDouble ratio(
      Part part, String ours, String theirs, String condition, String metric) {
    Optional<Row> own = figures.row(part, ours, condition, metric);
    Optional<Row> other = figures.row(part, theirs, condition, metric);
    return own.isPresent() && other.isPresent()
        ? OptionalDouble.of(own.get().median() / other.get().median())
        : OptionalDouble.empty();
  }

  private OptionalDouble highest(Part part, String subject, String condition, String metric) {
    return figures
        .row(part, subject, condition, metric)
        .map(row -> OptionalDouble.of(row.highest()))
        .orElse(OptionalDouble.empty());
  }

  private OptionalDouble lowest(Part part, String subject, String condition, String metric) {
    return figures
        .row(part, subject, condition, metric)
        .map(row -> OptionalDouble.of(row.lowest()))
        .orElse(OptionalDouble.empty());
  }

  private static OptionalDouble worst(Stream<Row> rows) {
    return rows.mapToDouble(Row::median).max();
  }

  private static OptionalDouble least(Stream<Row> rows) {
    return rows.mapToDouble(Row::median).min();
  }

  private void atMost(String group, String text, double limit, String unit, OptionalDouble value) {
    add(group, text, unit, value, value.isPresent() && value.getAsDouble() <= limit);
  }

  private void atLeast(String group, String text, double limit, String unit, OptionalDouble value) {
    add(group, text, unit, value, value.isPresent() && value.getAsDouble() >= limit);
  }

  private void add(String group, String text, String unit, OptionalDouble value, boolean isMet) {
    targets.add(
        value.isPresent()
            ? new Target(
                group,
                text,
                Figures.text(value.getAsDouble()) + " " + unit,
                Target.Verdict.of(isMet))
            : new Target(group, text, "", Target.Verdict.NOT_MEASURED));
  }
}
