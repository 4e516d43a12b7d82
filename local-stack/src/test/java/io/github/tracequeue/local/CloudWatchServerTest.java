// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

final class CloudWatchServerTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:30Z");
  private static final Instant MINUTE = Instant.parse("2026-11-23T12:00:00Z");
  private static final Dimension CTO = Dimension.builder().name("Agent").value("cto").build();

  private final MetricStore store = MetricStore.inMemory();
  private final CloudWatchServer server =
      CloudWatchServer.start(0, store, Clock.fixed(NOW, ZoneOffset.UTC));
  private final CloudWatchClient client =
      new ServiceEndpoints(
              server.endpoint(), server.endpoint(), server.endpoint(), server.endpoint(), "local")
          .cloudWatchClient();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void describeAlarms_localStack_hasNone() {
    assertThat(client.describeAlarms().metricAlarms()).isEmpty();
    assertThat(client.describeAlarms().compositeAlarms()).isEmpty();
  }

  @Test
  void putMetricData_bySdk_keptAndReadBack() {
    put(
        MetricDatum.builder()
            .metricName("InvocationLatency")
            .unit(StandardUnit.MILLISECONDS)
            .dimensions(CTO)
            .timestamp(NOW)
            .values(100.0, 250.5)
            .counts(3.0, 1.0)
            .build());

    Datapoint point =
        client
            .getMetricStatistics(
                request ->
                    request
                        .namespace("T")
                        .metricName("InvocationLatency")
                        .dimensions(CTO)
                        .startTime(NOW.minusSeconds(600))
                        .endTime(NOW.plusSeconds(600))
                        .period(60)
                        .statistics(Statistic.SUM, Statistic.SAMPLE_COUNT, Statistic.MAXIMUM)
                        .extendedStatistics("p50", "p99.9"))
            .datapoints()
            .get(0);
    assertThat(point.timestamp()).isEqualTo(MINUTE);
    assertThat(point.sum()).isEqualTo(550.5);
    assertThat(point.sampleCount()).isEqualTo(4);
    assertThat(point.maximum()).isEqualTo(250.5);
    assertThat(point.average()).isNull();
    assertThat(point.unit()).isEqualTo(StandardUnit.MILLISECONDS);
    assertThat(point.extendedStatistics()).isEqualTo(Map.of("p50", 100.0, "p99.9", 250.5));
  }

  @Test
  void getMetricData_bySdk_newestFirstUnlessAsked() {
    for (int minute = 0; minute < 3; minute++) {
      put(
          MetricDatum.builder()
              .metricName("Calls")
              .timestamp(NOW.minusSeconds(60L * minute))
              .value(minute + 1.0)
              .build());
    }

    assertThat(calls(ScanBy.TIMESTAMP_DESCENDING)).containsExactly(1.0, 2.0, 3.0);
    assertThat(calls(ScanBy.TIMESTAMP_ASCENDING)).containsExactly(3.0, 2.0, 1.0);
  }

  @Test
  void listMetrics_filters_byNameAndDimension() {
    put(MetricDatum.builder().metricName("A").dimensions(CTO).value(1.0).build());
    put(MetricDatum.builder().metricName("B").value(1.0).build());

    DimensionFilter agent = DimensionFilter.builder().name("Agent").build();
    assertThat(client.listMetrics().metrics()).extracting(Metric::metricName).contains("A", "B");
    assertThat(client.listMetrics(request -> request.metricName("B")).metrics()).hasSize(1);
    assertThat(client.listMetrics(request -> request.dimensions(agent)).metrics())
        .singleElement()
        .isEqualTo(Metric.builder().namespace("T").metricName("A").dimensions(CTO).build());
    assertThat(client.listMetrics(request -> request.namespace("Other")).metrics()).isEmpty();
  }

  @Test
  void putMetricData_aThousandData_sentPackedAndKept() {
    put(
        IntStream.range(0, 1000)
            .mapToObj(i -> MetricDatum.builder().metricName("Many").value((double) i).build())
            .toArray(MetricDatum[]::new));

    assertThat(store.sum(new MetricKey("T", "Many", Map.of()))).isEqualByComparingTo("499500");
  }

  @Test
  void putMetricData_oneBadDatum_errorAsTheSdkKnowsItAndNothingKept() {
    assertThatThrownBy(
            () ->
                put(
                    MetricDatum.builder().metricName("Good").value(1.0).build(),
                    MetricDatum.builder().metricName("Bad").value(Double.NaN).build()))
        .isInstanceOf(InvalidParameterValueException.class)
        .asInstanceOf(throwable(InvalidParameterValueException.class))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400))
        .satisfies(
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"));
    assertThat(store.metrics()).isEmpty();
  }

  @Test
  void listDashboards_notThere_saysSo() {
    assertThatThrownBy(client::listDashboards)
        .isInstanceOf(CloudWatchException.class)
        .hasMessageContaining("The local CloudWatch has no operation ListDashboards.");
  }

  @Test
  void jsonProtocol_putAndList_understood() throws Exception {
    post(
        Map.of(
            "X-Amz-Target", "GraniteServiceVersion20100801.PutMetricData",
            "Content-Type", "application/x-amz-json-1.0"),
        "{\"Namespace\":\"T\",\"MetricData\":[{\"MetricName\":\"A\",\"Value\":2}]}"
            .getBytes(StandardCharsets.UTF_8));

    HttpResponse<String> answer =
        post(
            Map.of("X-Amz-Target", "GraniteServiceVersion20100801.ListMetrics"),
            "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(Json.tree(answer.body()))
        .isEqualTo(
            Json.tree(
                "{\"Metrics\":[{\"Namespace\":\"T\",\"MetricName\":\"A\",\"Dimensions\":[]}]}"));
  }

  @Test
  void queryProtocol_putAndRead_asOlderSdksSpeakIt() throws Exception {
    HttpResponse<String> put =
        form(
            "Action=PutMetricData&Version=2010-08-01&Namespace=T"
                + "&MetricData.member.1.MetricName=A&MetricData.member.1.Value=2"
                + "&MetricData.member.1.Dimensions.member.1.Name=Agent"
                + "&MetricData.member.1.Dimensions.member.1.Value=cto"
                + "&MetricData.member.2.MetricName=B&MetricData.member.2.Values.member.1=3"
                + "&MetricData.member.2.Values.member.2=4&MetricData.member.2.Timestamp="
                + URLEncoder.encode("2026-11-23T12:00:00.5Z", StandardCharsets.UTF_8));
    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(put.body()).contains("<PutMetricDataResponse", "<RequestId>");
    assertThat(store.sum(new MetricKey("T", "A", Map.of("Agent", "cto"))))
        .isEqualByComparingTo("2");

    HttpResponse<String> read =
        form(
            "Action=GetMetricStatistics&Namespace=T&MetricName=B&Period=60"
                + "&StartTime=2026-11-23T11:00:00Z&EndTime=2026-11-23T13:00:00Z"
                + "&Statistics.member.1=Sum&ExtendedStatistics.member.1=p50");
    assertThat(read.body())
        .contains(
            "<Datapoints><member><Timestamp>2026-11-23T12:00:00Z</Timestamp><Unit>None</Unit>"
                + "<Sum>7.0</Sum><ExtendedStatistics><entry><key>p50</key><value>3.0</value>"
                + "</entry></ExtendedStatistics></member></Datapoints>");
  }

  @Test
  void queryProtocol_badRequest_errorAsXml() throws Exception {
    HttpResponse<String> answer = form("Action=PutMetricData&Namespace=AWS%2FX");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("<Code>InvalidParameterValue</Code>");
    assertThat(form("Action=Nothing").body()).contains("<Code>InvalidAction</Code>");
  }

  @Test
  void post_largerThanOneMegabyte_refusedPackedToo() throws Exception {
    byte[] large = new byte[1_048_577];
    assertThat(post(Map.of("X-Amz-Target", "x"), large).statusCode()).isEqualTo(413);

    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(large);
    }
    Map<String, String> headers = Map.of("X-Amz-Target", "x", "Content-Encoding", "gzip");
    assertThat(packed.size()).isLessThan(10_000);
    assertThat(post(headers, packed.toByteArray()).statusCode()).isEqualTo(413);
    assertThat(post(headers, new byte[] {1, 2, 3}).statusCode()).isEqualTo(400);
  }

  @Test
  void post_notARequest_refused() throws Exception {
    for (String body : List.of("", "[]", "{", "\u0000")) {
      HttpResponse<String> answer =
          post(
              Map.of("X-Amz-Target", "GraniteServiceVersion20100801.ListMetrics"),
              body.getBytes(StandardCharsets.UTF_8));
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(answer.body()).contains("SerializationException");
    }
  }

  private List<Double> calls(ScanBy order) {
    MetricDataQuery query =
        MetricDataQuery.builder()
            .id("calls")
            .metricStat(
                stat ->
                    stat.period(60)
                        .stat("Sum")
                        .metric(metric -> metric.namespace("T").metricName("Calls")))
            .build();
    GetMetricDataResponse answer =
        client.getMetricData(
            request ->
                request
                    .startTime(NOW.minusSeconds(600))
                    .endTime(NOW.plusSeconds(600))
                    .scanBy(order)
                    .metricDataQueries(query));
    assertThat(answer.metricDataResults()).hasSize(1);
    assertThat(answer.metricDataResults().get(0).timestamps()).contains(MINUTE);
    return answer.metricDataResults().get(0).values();
  }

  private void put(MetricDatum... data) {
    client.putMetricData(request -> request.namespace("T").metricData(data));
  }

  private HttpResponse<String> form(String fields) throws IOException, InterruptedException {
    return post(
        Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
        fields.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> post(Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.endpoint() + "/"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
