// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/** Keeps what is sent to CloudWatch, or refuses it. */
final class RecordingCloudWatch implements CloudWatchClient {

  private final List<PutMetricDataRequest> requests = new CopyOnWriteArrayList<>();
  private volatile boolean down;

  void goDown() {
    down = true;
  }

  List<PutMetricDataRequest> requests() {
    return requests;
  }

  /** The sum of a metric over all times, of one agent, or without a dimension for "". */
  double sum(String metric, String agent) {
    return requests.stream()
        .flatMap(request -> request.metricData().stream())
        .filter(datum -> datum.metricName().equals(metric) && agent(datum).equals(agent))
        .mapToDouble(RecordingCloudWatch::sum)
        .sum();
  }

  @Override
  public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
    if (down) {
      throw CloudWatchException.builder().message("down").statusCode(500).build();
    }
    requests.add(request);
    return PutMetricDataResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  private static String agent(MetricDatum datum) {
    return datum.dimensions().stream().map(Dimension::value).findFirst().orElse("");
  }

  private static double sum(MetricDatum datum) {
    if (!datum.hasValues()) {
      return datum.value();
    }
    double sum = 0;
    for (int i = 0; i < datum.values().size(); i++) {
      sum += datum.values().get(i) * datum.counts().get(i);
    }
    return sum;
  }
}
