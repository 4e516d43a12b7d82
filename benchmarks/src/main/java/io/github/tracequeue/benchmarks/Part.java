// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The parts of a run. Each takes some minutes in a full run. */
enum Part {
  RECORD("producer", "Time of record by rate", RecordPart::paced),
  RECORD_ADVERSE("producer", "Time of record without delivery", RecordPart::undeliverable),
  DELIVERY("producer", "Sustained delivery", DeliveryPart::sustained),
  OVERLOAD("producer", "Overload in a small heap", DeliveryPart::overload),
  FIRST_BATCH("producer", "First batch of a cold JVM, and size", FirstBatchPart::measure),
  PYTHON("producer", "The Python client beside its peers", PythonPart::measure, true),
  ADAPTER_CALLS("adapters", "What an adapter adds to a call", AdaptersPart::measure),
  CONSUMER_CPU("consumer", "CPU time per call", ConsumerPart::processorTime),
  CONSUMER_COLD("consumer", "Cold start under AWS's runtime client", ConsumerPart::coldStart),
  AGENTS("end-to-end", "Agents whose backend is down for a while", EndToEndPart::measure),
  AGENTS_LONG(
      "end-to-end",
      "Agents whose backend is down for 10 minutes",
      EndToEndPart::measureLongOutage,
      true),
  FRESHNESS("end-to-end", "From record to visible", FreshnessPart::measure);

  /** Measures a part. */
  interface Measurement {
    List<Row> measure(Lab lab) throws Exception;
  }

  private final String group;
  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // A static method, each of them.
  private final Measurement measurement;

  private final boolean isOnRequest;

  Part(String group, String title, Measurement measurement) {
    this(group, title, measurement, false);
  }

  Part(String group, String title, Measurement measurement, boolean isOnRequest) {
    this.group = group;
    this.title = title;
    this.measurement = measurement;
    this.isOnRequest = isOnRequest;
  }

  /** Whether the part runs only if it is named, because of its duration or what it needs. */
  boolean isOnRequest() {
    return isOnRequest;
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
    return Arrays.stream(values()).filter(part -> part.isNamedBy(name)).toList();
  }

  private boolean isNamedBy(String name) {
    return name.equals(label()) || (!isOnRequest && (name.equals("all") || name.equals(group)));
  }
}
