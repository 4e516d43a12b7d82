// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/**
 * The client that Micrometer publishes to. It collects the data, because Micrometer hides failures.
 */
final class DatumCollector implements CloudWatchAsyncClient {

  private final List<MetricDatum> data = new ArrayList<>();

  @Override
  public CompletableFuture<PutMetricDataResponse> putMetricData(PutMetricDataRequest request) {
    data.addAll(request.metricData());
    return CompletableFuture.completedFuture(PutMetricDataResponse.builder().build());
  }

  List<MetricDatum> data() {
    return data;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
