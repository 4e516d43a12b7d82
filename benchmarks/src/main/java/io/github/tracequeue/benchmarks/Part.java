// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The parts of a run. Each takes a few minutes in a full run. */
enum Part {
  RECORD("producer", "Time of record by rate", RecordPart::paced),
  RECORD_ADVERSE("producer", "Time of record without delivery", RecordPart::undeliverable),
  DELIVERY("producer", "Sustained delivery", DeliveryPart::sustained),
  OVERLOAD("producer", "Overload in a small heap", DeliveryPart::overload),
  FIRST_BATCH("producer", "First batch of a cold JVM, and size", FirstBatchPart::measure),
  ADAPTER_CALLS("adapters", "What an adapter adds to a call", AdaptersPart::measure),
  CONSUMER_CPU("consumer", "CPU time per call", ConsumerPart::processorTime),
  CONSUMER_COLD("consumer", "Cold start under AWS's runtime client", ConsumerPart::coldStart),
  AGENTS("end-to-end", "Agents whose backend is down for a while", EndToEndPart::measure);

  /** Measures a part. */
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

  /** The name on the command line and of the result file. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> groups() {
    return Arrays.stream(values()).map(Part::group).distinct().toList();
  }

  /** The parts for a name: all, a group, or a single part; empty for an unknown name. */
  static List<Part> named(String name) {
    return Arrays.stream(values())
        .filter(part -> name.equals("all") || name.equals(part.group) || name.equals(part.label()))
        .toList();
  }
}
