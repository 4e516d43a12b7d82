// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.tracequeue.query.AlarmReport;
import io.github.tracequeue.query.ListedAlarm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** Reads alarms with the real SDK from an endpoint that answers as CloudWatch does. */
final class DeployedAlarmsTest {
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());
  private static final String[] PAGES = {
    """
    {"NextToken": "more", "MetricAlarms": [
      {"AlarmName": "Tracequeue-prod-agent-cto-cost", "StateValue": "ALARM",
       "StateReason": "Threshold Crossed", "AlarmDescription": "Too dear.",
       "Metrics": [{"Id": "result", "Expression": "FILL(m1, 0)"},
         {"Id": "m1", "MetricStat": {"Period": 3600, "Stat": "Sum", "Metric": {
           "Namespace": "Tracequeue", "MetricName": "EstimatedCost",
           "Dimensions": [{"Name": "Agent", "Value": "cto"}]}}}]}]}
    """,
    """
    {"MetricAlarms": [{"AlarmName": "Tracequeue-prod-queue-age", "StateValue": "OK",
       "Dimensions": [{"Name": "QueueName", "Value": "events"}]}],
     "CompositeAlarms": [
       {"AlarmName": "Tracequeue-prod-pipeline-unhealthy", "StateValue": "INSUFFICIENT_DATA"}]}
    """
  };

  private final List<JsonNode> requests = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private long nanos;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void current_severalPages_areAllAlarmsOfThatName() {
    try (CloudWatchClient client = client()) {
      List<ListedAlarm> alarms = alarms(client).current().alarms();

      assertThat(requests.get(0).path("AlarmNamePrefix").asText()).isEqualTo("Tracequeue-prod");
      assertThat(alarms)
          .extracting(ListedAlarm::name)
          .containsExactly(
              "Tracequeue-prod-agent-cto-cost",
              "Tracequeue-prod-queue-age",
              "Tracequeue-prod-pipeline-unhealthy");
      assertThat(alarms.get(0).state()).isEqualTo(ListedAlarm.State.ALARM);
      assertThat(alarms.get(0).agentSlug()).isEqualTo("cto");
      assertThat(alarms.get(0).reason()).isEqualTo("Threshold Crossed");
      assertThat(alarms.get(1).agentSlug()).isNull();
    }
  }

  @Test
  void current_askedAgainAtOnce_asksCloudWatchOnce() {
    try (CloudWatchClient client = client()) {
      DeployedAlarms alarms = alarms(client);
      alarms.current();
      alarms.current();
      assertThat(requests).hasSize(2);

      nanos += 31_000_000_000L;
      alarms.current();
      assertThat(requests).hasSize(4);
    }
  }

  @Test
  void current_refused_isSaidAndNotTakenForNoAlarms() {
    status = 403;
    try (CloudWatchClient client = client()) {
      AlarmReport report = alarms(client).current();

      assertThat(report.known()).isFalse();
      assertThat(report.problem()).contains("403", "cloudwatch:DescribeAlarms");
      assertThat(warnings).singleElement().asString().contains("cannot read the alarms", "403");
    }
  }

  private DeployedAlarms alarms(CloudWatchClient client) {
    return new DeployedAlarms(client, "Tracequeue-prod", () -> nanos, warnings::add);
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode request = CBOR.readTree(exchange.getRequestBody().readAllBytes());
    requests.add(request);
    String page = status == 200 ? PAGES[request.has("NextToken") ? 1 : 0] : "{}";
    byte[] body = CBOR.writeValueAsBytes(new ObjectMapper().readTree(page));
    exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
    exchange.getResponseHeaders().set("Content-Type", "application/cbor");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private CloudWatchClient client() {
    return CloudWatchClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
