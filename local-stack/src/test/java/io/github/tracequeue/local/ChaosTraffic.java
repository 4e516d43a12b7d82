// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.client.ClientStats;
import io.github.tracequeue.client.Run;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What agents send in one run, from its seed: calls and runs through the client, which some of them
 * record twice; bare events of a foreign sender, some in copies; and bodies that break the
 * contract.
 */
final class ChaosTraffic {
  /** In every prompt, and to be found nowhere else. */
  static final String CANARY = "canary-prompt-that-nobody-may-keep";

  private static final List<String> MODELS =
      List.of("claude-haiku-4-5", "claude-opus-5-5", "a-model-without-a-price");

  private final SplittableRandom random;
  private final List<String> agents;
  private final boolean withCopies;
  private final Map<String, SentCall> calls = new HashMap<>();
  private final Map<String, String> badBodies = new HashMap<>();
  private int copies;
  private int runs;
  private int runEvents;

  /**
   * The traffic of a seed.
   *
   * @param withCopies whether some calls are sent more than once; otherwise all have a cost, so
   *     that everything is known of those that are sampled out
   */
  ChaosTraffic(long seed, List<String> agents, boolean withCopies) {
    this.random = new SplittableRandom(seed);
    this.agents = agents;
    this.withCopies = withCopies;
  }

  /** Calls by id; to be read once the traffic has ended. */
  Map<String, SentCall> calls() {
    return calls;
  }

  /** Message ids of the bodies that must be refused, with the names of the samples. */
  Map<String, String> badBodies() {
    return badBodies;
  }

  int runs() {
    return runs;
  }

  /** Records everything, and lets the client deliver for so long. */
  ClientStats through(TraceClient client, Duration patience) throws InterruptedException {
    int events = 6 + random.nextInt(20);
    int recorded = 0;
    for (int i = 0; i < events; i++) {
      recorded += record(client, "c" + i);
      if (random.nextInt(5) == 0) {
        assertBalanced(client.stats());
        client.flush(Duration.ofMillis(random.nextInt(20)));
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      recorded += recordRun(client, "r" + i);
    }
    client.close(patience);
    ClientStats stats = client.stats();
    assertBalanced(stats);
    if (stats.recorded() != recorded || stats.queued() + stats.inFlight() != 0) {
      throw new AssertionError(recorded + " were recorded, and the client says " + stats);
    }
    return stats;
  }

  /** Sends foreign events and bad bodies straight to the queue. */
  void aroundTheClient(SqsClient sqs, String queueUrl) {
    for (int i = random.nextInt(6); i > 0; i--) {
      SentCall call = call("f" + i);
      String body = body(call);
      for (int copy = withCopies ? 1 + random.nextInt(3) : 1; copy > 0; copy--) {
        sqs.sendMessage(request -> request.queueUrl(queueUrl).messageBody(body));
        copies++;
      }
      copies--;
    }
    List<Map.Entry<String, String>> samples = List.copyOf(QueuedSamples.bad().entrySet());
    for (int i = random.nextInt(4); i > 0; i--) {
      Map.Entry<String, String> sample = samples.get(random.nextInt(samples.size()));
      if (QueuedSamples.expected(sample.getKey()).rejectsWholeMessage()) {
        badBodies.put(
            sqs.sendMessage(request -> request.queueUrl(queueUrl).messageBody(sample.getValue()))
                .messageId(),
            sample.getKey());
      }
    }
  }

  /** Events that were sent though they had been sent before. */
  int copies() {
    return copies;
  }

  /** Events about runs. */
  int runEvents() {
    return runEvents;
  }

  private int record(TraceClient client, String id) {
    SentCall call = call(id);
    TraceEvent event = filled(TraceEvent.builder(call.agent(), model(call)), call);
    client.record(event);
    if (withCopies && random.nextInt(8) == 0) {
      client.record(event);
      copies++;
      return 2;
    }
    return 1;
  }

  private int recordRun(TraceClient client, String id) {
    int recorded = 2;
    try (Run run = client.startRun(agents.get(0))) {
      for (int i = random.nextInt(3); i > 0; i--) {
        SentCall call = call(id + "-" + i, agents.get(0));
        client.record(filled(run.newCall(model(call)), call));
        recorded++;
      }
      run.succeed("done");
    }
    runs++;
    runEvents += 2;
    return recorded;
  }

  private SentCall call(String id) {
    return call(id, agents.get(random.nextInt(agents.size())));
  }

  private SentCall call(String id, String agent) {
    BigDecimal cost =
        !withCopies || random.nextBoolean()
            ? BigDecimal.valueOf(random.nextInt(1_000_000), 6)
            : null;
    SentCall call =
        new SentCall(
            id,
            agent,
            random.nextInt(100_000),
            random.nextInt(4_000),
            cost,
            random.nextInt(10) == 0);
    calls.put(id, call);
    return call;
  }

  private static String model(SentCall call) {
    return MODELS.get(Math.floorMod(call.id().hashCode(), MODELS.size()));
  }

  private TraceEvent filled(TraceEvent.Builder builder, SentCall call) {
    builder
        .eventId(eventId())
        .responseId(call.id())
        .inputTokens(call.inputTokens())
        .outputTokens(call.outputTokens())
        .latencyMillis(random.nextInt(9_000))
        .promptPreview(CANARY + " " + call.id())
        .decisionSummary("decided")
        .costUsd(call.costUsd());
    return call.failed() ? builder.error("timeout").build() : builder.build();
  }

  private String body(SentCall call) {
    return ("{\"event_id\":\"%s\",\"timestamp\":\"%s\",\"agent_slug\":\"%s\",\"model\":\"%s\","
            + "\"input_tokens\":%s,\"output_tokens\":%s,\"latency_ms\":%s,\"response_id\":\"%s\","
            + "\"prompt_preview\":\"%s\",\"status\":\"%s\"%s}")
        .formatted(
            eventId(),
            Instant.now().minusSeconds(random.nextInt(600)),
            call.agent(),
            model(call),
            call.inputTokens(),
            call.outputTokens(),
            random.nextInt(9_000),
            call.id(),
            CANARY,
            call.failed() ? "error" : "ok",
            call.costUsd() == null ? "" : ",\"cost_usd\":" + call.costUsd().toPlainString());
  }

  private UUID eventId() {
    return new UUID(
        (random.nextLong() & ~0xF000L) | 0x7000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
  }

  private static void assertBalanced(ClientStats stats) {
    long known = stats.delivered() + stats.droppedTotal() + stats.queued() + stats.inFlight();
    if (stats.recorded() != known) {
      throw new AssertionError("the client's account does not balance: " + stats);
    }
  }
}
