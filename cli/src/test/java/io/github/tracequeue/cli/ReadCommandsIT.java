// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracequeue.local.LocalStack;
import io.github.tracequeue.local.LocalStackOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * {@code view} and {@code traces} as processes of their own, over a table that the consumer filled.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReadCommandsIT {
  private static final int CALLS = 12;

  private LocalStack stack;

  @BeforeAll
  void fill() throws Exception {
    stack =
        LocalStack.start(
            LocalStackOptions.defaults()
                .withPort(freePort())
                .withConsumer(Path.of(System.getProperty("tracequeue.consumer.jar"))));
    try (SqsClient sqs = stack.endpoints().sqsClient()) {
      for (int i = 0; i < CALLS; i++) {
        String event = event(i);
        sqs.sendMessage(
            message ->
                message
                    .queueUrl(stack.environment().get("TRACEQUEUE_QUEUE_URL"))
                    .messageBody(event));
      }
    }
    assertThat(stack.awaitIdle(Duration.ofMinutes(1))).isTrue();
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @Test
  void traces_eachFormat_holdsEveryCall() throws Exception {
    Result table = run("traces", "--agent", "cto", "--limit", "5");
    Result json = run("traces", "--format", "json", "--tag", "of:fill");
    Result csv = run("traces", "--format", "csv", "--limit", "100000", "--tag", "of:fill");
    Result ndjson = run("traces", "--format", "ndjson", "--status", "error");

    assertThat(table.status).as(table.err).isZero();
    assertThat(table.out).contains("decision", "Raise it \u20ac", "More calls match");
    assertThat(new ObjectMapper().readTree(json.out).path("traces")).hasSize(CALLS);
    assertThat(csv.out.lines()).hasSize(CALLS + 1);
    assertThat(ndjson.out.lines()).hasSize(CALLS / 4);
  }

  @Test
  void readCommands_onALocalStack_needNoOptions() throws Exception {
    assertThat(run("agents").out).contains("cto", "sre", "Raise it \u20ac");
    assertThat(run("spend", "--by", "model", "--last", "1h").out).contains("claude-haiku-4-5");
    assertThat(run("runs").out).contains("0 runs: 0 succeeded");
    assertThat(run("traces", "--from", "yesterday", "--json").out).contains("\"traces\":[{");
    assertThat(run("limits", "state").out).contains("has never run on this table");
  }

  @Test
  void alarmsState_onALocalStack_saysThatItHasNone() throws Exception {
    Result result = run("alarms", "state");

    assertThat(result.status).as(result.err).isEqualTo(1);
    assertThat(result.out).contains("No alarm name begins with Tracequeue-", "local stack");
  }

  @Test
  void traces_follow_printsACallThatArrives() throws Exception {
    Process follow = start("traces", "--follow", "--agent", "late", "--format", "ndjson");
    try (SqsClient sqs = stack.endpoints().sqsClient()) {
      String event = event(99).replace("\"sre\"", "\"late\"").replace("fill", "follow");
      sqs.sendMessage(
          message ->
              message.queueUrl(stack.environment().get("TRACEQUEUE_QUEUE_URL")).messageBody(event));
      String line = follow.inputReader(UTF_8).readLine();
      assertThat(new ObjectMapper().readTree(line).path("agent_slug").asText()).isEqualTo("late");
    } finally {
      follow.destroy();
      follow.waitFor();
    }
  }

  @Test
  void traces_noSuchTable_saysSoWithStatus1() throws Exception {
    Result result = run("traces", "--table", "nowhere");

    assertThat(result.status).isEqualTo(1);
    assertThat(result.err).contains("table nowhere: DynamoDB has no such table");
    assertThat(result.out).isEmpty();
  }

  @Test
  void view_noSuchTable_saysSoWithStatus2() throws Exception {
    Result result = run("view", "--table", "nowhere");

    assertThat(result.status).isEqualTo(2);
    assertThat(result.err).contains("table nowhere: DynamoDB has no such table");
  }

  @Test
  void view_aTable_servesItUnderThePrintedAddress() throws Exception {
    Process view = start("view");
    try {
      String url = address(view);
      HttpClient http = HttpClient.newHttpClient();
      assertThat(get(http, url)).contains("<title>Tracequeue</title>");
      assertThat(get(http, url + "agents")).contains("\"agent_slug\":\"cto\"");
    } finally {
      view.destroy();
      view.waitFor();
    }
  }

  @Test
  void view_alarms_showsTheDeployedOnes() throws Exception {
    try (StubEndpoint cloudWatch =
        StubEndpoint.start(
            StubEndpoint.Answer.cbor(
                200,
                """
                {"MetricAlarms": [{"AlarmName": "Tracequeue-prod-queue-age", "StateValue": "OK"}]}
                """))) {
      Process view =
          start(
              Map.of("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.url()),
              "view",
              "--alarms",
              "Tracequeue-prod");
      try {
        assertThat(get(HttpClient.newHttpClient(), address(view) + "alarms"))
            .contains("\"known\":true", "\"name\":\"Tracequeue-prod-queue-age\"");
      } finally {
        view.destroy();
        view.waitFor();
      }
    }
  }

  private static String address(Process view) {
    return view.inputReader(UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("http://127.0.0.1:"))
        .findFirst()
        .orElseThrow();
  }

  private record Result(int status, String out, String err) {}

  private Result run(String... arguments) throws Exception {
    Process process = start(arguments);
    var err = new ByteArrayOutputStream();
    Thread reader = new Thread(() -> copy(process.getErrorStream(), err));
    reader.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    reader.join();
    return new Result(process.waitFor(), out, err.toString(UTF_8));
  }

  private Process start(String... arguments) throws IOException {
    return start(Map.of(), arguments);
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Tracequeue.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().putAll(stack.environment());
    process.environment().putAll(environment);
    return process.start();
  }

  private static String get(HttpClient http, String url) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  private static void copy(InputStream from, ByteArrayOutputStream to) {
    try {
      from.transferTo(to);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String event(int i) {
    return """
        {"event_id": "019a0000-0000-7000-8000-%012d", "timestamp": "%s", "agent_slug": "%s",
         "model": "claude-haiku-4-5", "input_tokens": 100, "output_tokens": 20, "latency_ms": 900,
         "status": "%s", "decision_summary": "Raise it \u20ac%d", "tags": {"of": "fill"}}
        """
        .formatted(
            i,
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            i % 2 == 0 ? "cto" : "sre",
            i % 4 == 0 ? "error" : "ok",
            i);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
