// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static io.github.tracequeue.local.ForeignLanguages.EXAMPLES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the senders of the contract's page do no harm to their agent while the queue is down. */
final class ExampleSendersIT {
  /** A sender gives up five seconds after its last event; the rest is for a busy machine. */
  private static final int LONGEST_SECONDS = 30;

  // The client is made first: a sender that ends waits for five seconds only.
  private static final String PYTHON =
      """
      from sender import record, sqs
      sqs()
      record("a", None, 1, 1)
      circle = []
      circle.append(circle)
      record("a", "m", 1, 1, circle=circle)
      record("a", "m", 1, 1, float("nan"), summary=None, prompt=["x"], odd={1}, cost_usd="1")
      for _ in range(1100):
          record("a", "m", 1, 1, 1)
      """;

  private static final String FORK =
      """
      import os, sys
      from sender import record, sqs
      sqs()
      record("parent", "m", 1, 1)
      if os.fork() == 0:
          record("child", "m", 1, 1)
          sys.exit()
      os.wait()
      """;

  private static final String NODE =
      """
      import { flush, record } from "./build/sender.js";
      const call = { agent_slug: "a", model: "m", input_tokens: 1, output_tokens: 1, latency_ms: 1 };
      record({ ...call, model: null });
      const circle = [];
      circle.push(circle);
      record({ ...call, circle });
      record({ ...call, latency_ms: NaN, decision_summary: null, prompt_preview: ["x"], odd: 1n, cost_usd: "1" });
      for (let i = 0; i < 1100; i++) record(call);
      await flush();
      """;

  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    // Takes each request and never answers.
    server.createContext(
        "/", exchange -> requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void python_queueNeverAnswers_countsWhatIsInvalidAndEndsInTime() throws Exception {
    ForeignLanguages.requirePython();

    run(EXAMPLES.resolve("python"), ForeignLanguages.python("-c", PYTHON));

    assertFirstEnvelope();
  }

  @Test
  void python_forkedProcess_sendsItsOwnCallsAndNoOthers() throws Exception {
    ForeignLanguages.requirePython();

    run(EXAMPLES.resolve("python"), "python3", "-c", FORK);

    Set<List<String>> agents = new HashSet<>();
    for (String request : requests) {
      JsonNode events = Json.tree(Json.tree(request).get("MessageBody").asText()).get("events");
      agents.add(events.findValuesAsText("agent_slug"));
    }
    assertThat(agents).containsExactlyInAnyOrder(List.of("parent"), List.of("child"));
  }

  @Test
  void typescript_queueNeverAnswers_countsWhatIsInvalidAndEndsInTime() throws Exception {
    Path project = ForeignLanguages.requireTypescript();

    run(project, "node", "node_modules/typescript/bin/tsc");
    run(project, "node", "--input-type=module", "-e", NODE);

    assertFirstEnvelope();
  }

  /** The first envelope reports the events that were refused before it; no other event is lost. */
  private void assertFirstEnvelope() {
    JsonNode envelope = Json.tree(Json.tree(requests.remove()).get("MessageBody").asText());
    assertThat(envelope.get("dropped").get("invalid").asInt()).isEqualTo(2);
    assertThat(envelope.get("events")).isNotEmpty().allMatch(event -> event.has("event_id"));
  }

  private void run(Path directory, String... command) throws IOException, InterruptedException {
    String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
    Map<String, String> variables =
        Map.of(
            "AWS_ENDPOINT_URL_SQS", endpoint,
            "AWS_REGION", "us-east-1",
            "AWS_DEFAULT_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", "local",
            "AWS_SECRET_ACCESS_KEY", "local",
            "TRACEQUEUE_QUEUE_URL", endpoint + "/000000000000/tracequeue-events");
    Path output = Files.createTempFile("sender", ".log");
    try {
      Process process =
          ForeignLanguages.program(variables, command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(LONGEST_SECONDS, SECONDS);
      process.destroyForcibly();
      assertThat(ended).as(Files.readString(output)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      Files.delete(output);
    }
  }
}
