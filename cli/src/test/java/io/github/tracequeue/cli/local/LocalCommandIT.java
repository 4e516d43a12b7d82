// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracequeue.cli.Tracequeue;
import io.github.tracequeue.cli.traffic.TrafficRecording;
import io.github.tracequeue.local.LocalStack;
import io.github.tracequeue.local.LocalStackOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The command as people run it, with the packaged consumer. */
final class LocalCommandIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void execute_replay_accountsForEveryCallInTableAndMetrics() throws IOException {
    Path recording =
        Files.write(
            folder.resolve("traffic.csv"),
            List.of(
                TrafficRecording.HEADER,
                "2023-11-16 18:15:46.6805900,374,44",
                "2023-11-16 18:15:50.9951690,396,109",
                "2023-11-16 18:15:51.2224670,879,55"));

    int status =
        execute("--replay", recording.toString(), "--exit", "--json", "--port", freePort());

    assertThat(status).as(err.toString()).isZero();
    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.get("recorded").asLong()).isEqualTo(3);
    assertThat(result.get("delivered").asLong()).isEqualTo(3);
    assertThat(result.get("dropped")).isEmpty();
    assertThat(result.get("stored").asLong()).isEqualTo(3);
    assertThat(result.get("run_records").asLong()).isPositive();
    assertThat(result.get("run_records_stored")).isEqualTo(result.get("run_records"));
    assertThat(result.get("duplicate").asLong()).isZero();
    assertThat(result.get("quarantined").asLong()).isZero();
    assertThat(result.get("sampled_out").asLong()).isZero();
    assertThat(result.get("unaccounted").asLong()).isZero();
    assertThat(result.get("input_tokens").asLong()).isEqualTo(374 + 396 + 879);
    assertThat(result.get("output_tokens").asLong()).isEqualTo(44 + 109 + 55);
    assertThat(result.get("metric_input_tokens").asLong()).isEqualTo(374 + 396 + 879);
    assertThat(result.get("metric_output_tokens").asLong()).isEqualTo(44 + 109 + 55);
    assertThat(result.get("cost_usd").decimalValue()).isPositive();
    assertThat(result.get("seconds").asDouble()).isPositive();
    assertThat(result.has("events_per_second")).isTrue();
    assertThat(err.toString())
        .contains("latency is modelled", "export TRACEQUEUE_QUEUE_URL=", "0 unaccounted");
  }

  @Test
  void execute_keptState_countsOnlyTheNewRun() throws IOException {
    String keep = folder.resolve("state").toString();
    assertThat(execute("--events", "5", "--keep", keep, "--exit", "--port", freePort())).isZero();
    out.getBuffer().setLength(0);

    int status = execute("--events", "7", "--keep", keep, "--exit", "--json", "--port", freePort());

    assertThat(status).as(err.toString()).isZero();
    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.get("stored").asLong()).isEqualTo(7);
    assertThat(result.get("metric_input_tokens")).isEqualTo(result.get("input_tokens"));
  }

  @Test
  void execute_keptState_keepsTheViewersAddress() {
    String keep = folder.resolve("state").toString();
    String port = freePort();

    assertThat(execute("--events", "0", "--keep", keep, "--exit", "--port", port)).isZero();
    String first = viewer();
    out.getBuffer().setLength(0);
    assertThat(execute("--events", "0", "--keep", keep, "--exit", "--port", port)).isZero();

    assertThat(first).contains("http://127.0.0.1:");
    assertThat(viewer()).isEqualTo(first);
  }

  /** The demo must show what it promises, by the limits of the watch function. */
  @Test
  void execute_default_tellsItsStory() {
    int status = execute("--exit", "--port", freePort());

    assertThat(status).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("300 calls recorded", "0 unaccounted")
        .contains("release is silent")
        .contains("security is slow", "security has a new prompt")
        .contains("cto has spent its daily limit")
        .contains("cost has calls with an unknown cost")
        .contains("The demo shows:", "bin/tracequeue trace ", "--events 0");
  }

  private String viewer() {
    return out.toString()
        .lines()
        .filter(line -> line.startsWith("  viewer"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void execute_keptQueueOfAnEarlierRun_countsOnlyTheNewRun() throws IOException {
    Path keep = folder.resolve("state");
    try (LocalStack earlier =
            LocalStack.start(
                LocalStackOptions.defaults()
                    .withPort(Integer.parseInt(freePort()))
                    .withKeep(keep));
        SqsClient sqs = earlier.endpoints().sqsClient()) {
      // Nobody consumes here: the message waits for the next start.
      sqs.sendMessage(
          request ->
              request
                  .queueUrl(earlier.resources().eventsUrl())
                  .messageBody(
                      "{\"agent_slug\":\"cto\",\"model\":\"m\",\"input_tokens\":1000000,"
                          + "\"output_tokens\":1}"));
    }

    int status =
        execute(
            "--events", "7", "--keep", keep.toString(), "--exit", "--json", "--port", freePort());

    assertThat(status).as(err.toString()).isZero();
    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.get("stored").asLong()).isEqualTo(7);
    assertThat(result.get("metric_input_tokens")).isEqualTo(result.get("input_tokens"));
  }

  @Test
  void execute_portInUse_namesItAndEndsWithStatus2() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(execute("--events", "1", "--exit", "--port", port)).isEqualTo(2);
      assertThat(err.toString()).contains(port).doesNotContain("\tat ");
    }
  }

  @Test
  void execute_whileAnotherRuns_saysWhatIsInUseAndEndsWithStatus2() {
    String keep = folder.resolve("state").toString();
    String port = freePort();
    try (LocalStack first =
        LocalStack.start(
            LocalStackOptions.defaults()
                .withPort(Integer.parseInt(port))
                .withKeep(Path.of(keep)))) {
      assertThat(first.endpoints().sqs()).hasPort(Integer.parseInt(port));

      assertThat(execute("--events", "1", "--exit", "--port", port)).isEqualTo(2);
      assertThat(err.toString())
          .contains("port " + port + ", needed for SQS, is in use by another program (--port")
          .doesNotContain("\tat ");
      err.getBuffer().setLength(0);

      assertThat(execute("--events", "1", "--exit", "--keep", keep, "--port", freePort()))
          .isEqualTo(2);
      assertThat(err.toString())
          .contains("the folder " + keep + " is in use by a running local stack")
          .doesNotContain("--port", "\tat ");
    }
  }

  @Test
  void execute_limits_areToldAndShown() throws Exception {
    Path limits =
        Files.writeString(
            folder.resolve("limits.json"),
            "{\"limits\": {\"any_agent\": {\"spend\": {\"month_usd\": 0.000001}}}}");
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    CommandLine command = Tracequeue.commandLine().setOut(lineByLine(lines));
    Thread local =
        new Thread(
            () ->
                command.execute(
                    "local",
                    "--agents",
                    "cto",
                    "--events",
                    "5",
                    // Without a rate, calls are up to a week old, and maybe of the last month.
                    "--rate",
                    "50",
                    "--limits",
                    limits.toString(),
                    "--port",
                    freePort()));
    local.start();
    try {
      String viewer = await(lines, "viewer");
      assertThat(await(lines, "page")).contains("cto has spent its monthly limit");
      URI limitsUrl = URI.create(viewer.substring(viewer.indexOf("http")) + "limits");
      JsonNode answer =
          new ObjectMapper()
              .readTree(
                  HttpClient.newHttpClient()
                      .send(HttpRequest.newBuilder(limitsUrl).build(), BodyHandlers.ofString())
                      .body());
      assertThat(answer.path("known").asBoolean()).isTrue();
      assertThat(answer.path("limits").findValuesAsText("kind")).contains("spend-month");
    } finally {
      local.interrupt();
      local.join();
    }
  }

  private static String await(BlockingQueue<String> lines, String start)
      throws InterruptedException {
    String line = "";
    while (!line.startsWith(start)) {
      line = Objects.requireNonNull(lines.poll(2, TimeUnit.MINUTES), "no " + start).strip();
    }
    return line;
  }

  private static PrintWriter lineByLine(BlockingQueue<String> lines) {
    return new PrintWriter(Writer.nullWriter()) {
      @Override
      public void println(String line) {
        lines.add(line);
      }
    };
  }

  private int execute(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "local";
    System.arraycopy(options, 0, arguments, 1, options.length);
    CommandLine command = Tracequeue.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  /** The first of five ports that were free a moment ago. */
  private static String freePort() {
    return IntStream.iterate(20_000 + (int) (ProcessHandle.current().pid() % 10_000), p -> p + 5)
        .filter(first -> IntStream.range(first, first + 5).allMatch(LocalCommandIT::isFree))
        .mapToObj(Integer::toString)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
