// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The parts of a run, each a few minutes of a thorough one. */
enum Part {
  RECORD("producer", "How long record takes, by pace", RecordPart::paced),
  RECORD_ADVERSE("producer", "The same while nothing is delivered", RecordPart::undeliverable),
  DELIVERY("producer", "Sustained delivery into the same sink", DeliveryPart::sustained),
  OVERLOAD("producer", "Overload in a small heap", DeliveryPart::overload),
  FIRST_BATCH("producer", "First batch of a cold JVM, and sizes", FirstBatchPart::measure),
  CONSUMER_CPU("consumer", "Processor time a call", ConsumerPart::processorTime),
  CONSUMER_COLD("consumer", "Cold start under AWS's runtime client", ConsumerPart::coldStart),
  AGENTS("end-to-end", "Agents whose backend is down for a while", EndToEndPart::measure);

  /** What measures. */
  interface Measurement {
    List<Row> measure(Lab lab) throws Exception;
  }

  private final String group;
  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // A static method, each of them.
  private final Measurement measurement;

  Part(String group, String title, Measurement measurement) {
    this.group = group;
    this.title = title;
    this.measurement = measurement;
  }

  String group() {
    return group;
  }

  String title() {
    return title;
  }

  List<Row> measure(Lab lab) throws Exception {
    return measurement.measure(lab);
  }

  /** As it is called on the command line, and as its result's file. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> groups() {
    return Arrays.stream(values()).map(Part::group).distinct().toList();
  }

  /** The parts that a name means: all, a group, or one of them; none for an unknown name. */
  static List<Part> named(String name) {
    return Arrays.stream(values())
        .filter(part -> name.equals("all") || name.equals(part.group) || name.equals(part.label()))
        .toList();
  }
}
