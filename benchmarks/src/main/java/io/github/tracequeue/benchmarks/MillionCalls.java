// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.util.Locale;
import java.util.Optional;

/** The cost of a million calls on AWS, from the counted requests and list prices. */
final class MillionCalls {
  /** Prices in US dollars, us-east-1. */
  private static final double SQS_REQUEST = 0.40e-6;

  private static final double WRITE_UNIT = 0.625e-6;
  private static final double METRIC_REQUEST = 0.01e-3;
  private static final double GIGABYTE_SECOND = 0.0000166667;

  private static final int CALLS = 1_000_000;

  /** The table and its two indexes. */
  private static final int WRITE_UNITS = 3;

  private static final double FUNCTION_MEGABYTES = 512;

  /** The memory for one full virtual CPU. */
  private static final double MEGABYTES_A_PROCESSOR = 1_769;

  private static final int MESSAGES_AN_INVOCATION = 10;

  private MillionCalls() {}

  /** A Markdown table; empty if the agents were not measured. */
  static String bill(Figures figures) {
    Optional<Row> chunks =
        figures.rows(Part.AGENTS).stream()
            .filter(row -> row.subject().equals(Subject.TRACEQUEUE.title()))
            .filter(row -> row.metric().equals("64 KiB chunks a million calls"))
            .findFirst();
    if (chunks.isEmpty()) {
      return "";
    }
    // A message is one chunk. It is sent, received, and deleted together with nine others.
    double messages = chunks.get().median();
    double sqs = messages * (1 + 1 + 0.1) * SQS_REQUEST;
    double writes = WRITE_UNITS * WRITE_UNIT * CALLS;
    double metrics = messages / MESSAGES_AN_INVOCATION * METRIC_REQUEST;
    double function = function(figures);
    return "| way | SQS | DynamoDB writes | `PutMetricData` | Lambda, without TLS | sum |\n"
        + "|---|--:|--:|--:|--:|--:|\n"
        + line(
            String.format(
                Locale.ROOT, "Tracequeue, %d messages an invocation", MESSAGES_AN_INVOCATION),
            sqs,
            writes,
            metrics,
            function)
        + line("synchronous DynamoDB write, no metrics", 0, writes, 0, 0)
        + "| OpenTelemetry | | | | | what runs behind OTLP costs |\n";
  }

  private static double function(Figures figures) {
    double micros =
        figures
            .row(
                Part.CONSUMER_CPU,
                ConsumerPart.CONSUMER,
                ConsumerPart.envelopeOf(100, ConsumerPart.Table.CANNED),
                "CPU a call")
            .map(Row::median)
            .orElse(0.0);
    double seconds = CALLS * micros / 1e6 * MEGABYTES_A_PROCESSOR / FUNCTION_MEGABYTES;
    return seconds * FUNCTION_MEGABYTES / 1024 * GIGABYTE_SECOND;
  }

  private static String line(
      String way, double sqs, double writes, double metrics, double function) {
    return String.format(
        Locale.ROOT,
        "| %s | $%.3f | $%.3f | $%.3f | $%.4f | **$%.2f** |%n",
        way,
        sqs,
        writes,
        metrics,
        function,
        sqs + writes + metrics + function);
  }
}
