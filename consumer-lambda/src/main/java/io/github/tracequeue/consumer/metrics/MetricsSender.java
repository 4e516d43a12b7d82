// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * Sends an invocation's metrics before it ends, or prints them in the embedded metric format, from
 * which CloudWatch Logs creates the same metrics. Never throws. Thread-safe.
 */
public final class MetricsSender {

  /** CloudWatch's limit of data in one request. */
  private static final int MAX_DATA = 1_000;

  /** Below CloudWatch's limit of 1 MB for one request, because the sizes are estimates. */
  private static final int MAX_BYTES = 800_000;

  private final CloudWatchClient client;
  private final String namespace;
  private final Consumer<String> lines;
  private final LongSupplier nanoTime;

  private MetricsSender(
      CloudWatchClient client, String namespace, Consumer<String> lines, LongSupplier nanoTime) {
    this.client = client;
    this.namespace = namespace;
    this.lines = lines;
    this.nanoTime = nanoTime;
  }

  /** A sender for one namespace that prints lines if the service fails. */
  public static MetricsSender create(
      CloudWatchClient client, String namespace, Consumer<String> lines, LongSupplier nanoTime) {
    return new MetricsSender(client, namespace, lines, nanoTime);
  }

  /** Sends all metrics within the time; returns the number of data that were printed instead. */
  public int send(List<MetricDatum> data, Duration atMost) {
    long end = nanoTime.getAsLong() + atMost.toNanos();
    int printed = 0;
    for (List<MetricDatum> call : calls(data)) {
      if (!isSent(call, Duration.ofNanos(end - nanoTime.getAsLong()))) {
        EmbeddedMetricFormat.lines(namespace, call).forEach(lines);
        printed += call.size();
      }
    }
    return printed;
  }

  private boolean isSent(List<MetricDatum> data, Duration atMost) {
    if (atMost.isNegative() || atMost.isZero()) {
      return false;
    }
    try {
      client.putMetricData(
          request ->
              request
                  .namespace(namespace)
                  .metricData(data)
                  .overrideConfiguration(override -> override.apiCallTimeout(atMost)));
      return true;
    } catch (RuntimeException e) {
      // Any failure: the batch is stored and must not fail because of its metrics.
      return false;
    }
  }

  private static List<List<MetricDatum>> calls(List<MetricDatum> data) {
    List<List<MetricDatum>> calls = new ArrayList<>();
    List<MetricDatum> call = new ArrayList<>();
    int bytes = 0;
    for (MetricDatum datum : data) {
      int size = 400 + 20 * datum.values().size();
      if (call.size() == MAX_DATA || bytes + size > MAX_BYTES) {
        calls.add(call);
        call = new ArrayList<>();
        bytes = 0;
      }
      call.add(datum);
      bytes += size;
    }
    if (!call.isEmpty()) {
      calls.add(call);
    }
    return calls;
  }
}
