// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

final class MetricsSenderTest {

  private final List<PutMetricDataRequest> requests = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private long nanos;

  @Test
  void send_manyData_makesCallsOfAThousand() {
    int printed = sender(0).send(data(2_001, 1), Duration.ofSeconds(2));

    assertThat(printed).isZero();
    assertThat(lines).isEmpty();
    assertThat(requests)
        .extracting(request -> request.metricData().size())
        .containsExactly(1000, 1000, 1);
    assertThat(requests).allSatisfy(request -> assertThat(request.namespace()).isEqualTo("N"));
  }

  @Test
  void send_largeData_makesCallsBelowOneMegabyte() {
    sender(0).send(data(600, 150), Duration.ofSeconds(2));

    assertThat(requests)
        .extracting(request -> request.metricData().size())
        .containsExactly(235, 235, 130);
  }

  @Test
  void send_failedCall_isPrintedAndTheOthersAreSent() {
    int printed = sender(1).send(data(2_001, 1), Duration.ofSeconds(2));

    assertThat(printed).isEqualTo(1000);
    assertThat(requests).hasSize(2);
    assertThat(lines)
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).contains("\"Namespace\":\"N\""));
  }

  @Test
  void send_pastItsTime_printsWhatIsLeft() {
    Client slow = new Client(0, () -> nanos += Duration.ofSeconds(3).toNanos());
    int printed =
        MetricsSender.create(slow, "N", lines::add, () -> nanos)
            .send(data(1_500, 1), Duration.ofSeconds(2));

    assertThat(requests).hasSize(1);
    assertThat(printed).isEqualTo(500);
  }

  @Test
  void send_withoutTime_printsAll() {
    assertThat(sender(0).send(data(3, 1), Duration.ZERO)).isEqualTo(3);
    assertThat(sender(0).send(data(3, 1), Duration.ofSeconds(-1))).isEqualTo(3);
    assertThat(requests).isEmpty();
  }

  @Test
  void send_clientThrowsWhatItNeverShould_printsAllAndDoesNotThrow() {
    Client broken =
        new Client(
            0,
            () -> {
              throw new IllegalStateException("the pool of connections is shut down");
            });
    MetricsSender sender = MetricsSender.create(broken, "N", lines::add, () -> nanos);

    assertThat(sender.send(data(3, 1), Duration.ofSeconds(2))).isEqualTo(3);
  }

  @Test
  void send_nothing_callsNothing() {
    assertThat(sender(0).send(List.of(), Duration.ofSeconds(2))).isZero();
    assertThat(requests).isEmpty();
  }

  @Test
  void send_aCall_mayTakeNoLongerThanWhatIsLeft() {
    sender(0).send(data(1, 1), Duration.ofMillis(1_234));

    assertThat(requests.get(0).overrideConfiguration().orElseThrow().apiCallTimeout())
        .contains(Duration.ofMillis(1_234));
  }

  private MetricsSender sender(int failures) {
    Client client = new Client(failures, () -> {});
    return MetricsSender.create(client, "N", lines::add, () -> nanos);
  }

  private static List<MetricDatum> data(int count, int values) {
    List<Double> all = IntStream.range(0, values).mapToObj(i -> (double) i).toList();
    List<Double> counts = IntStream.range(0, values).mapToObj(i -> 1.0).toList();
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                MetricDatum.builder()
                    .metricName("m" + i % 100)
                    .timestamp(Instant.EPOCH)
                    .unit("Count")
                    .values(all)
                    .counts(counts)
                    .build())
        .toList();
  }

  private final class Client implements CloudWatchClient {

    private final Runnable onCall;
    private int failures;

    Client(int failures, Runnable onCall) {
      this.failures = failures;
      this.onCall = onCall;
    }

    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
      onCall.run();
      if (failures-- > 0) {
        throw CloudWatchException.builder().message("down").build();
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
  }
}
