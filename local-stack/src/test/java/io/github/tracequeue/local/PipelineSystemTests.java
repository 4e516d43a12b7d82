// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.testkit.contract.ContractOracle;
import io.github.tracequeue.testkit.contract.ContractOracle.Sent;
import io.github.tracequeue.testkit.contract.StoredFields;
import io.github.tracequeue.testkit.lambda.FunctionSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pipeline promises, driven from the client to the table, on any backend. */
abstract class PipelineSystemTests {
  private static final ContractOracle ORACLE = new ContractOracle();
  private static final List<String> AGENTS = List.of("cto", "sre", "security", "cost");

  private final Closing closing = new Closing();
  private Backend backend;

  /** The backend; skips the test if it is not available. */
  abstract Backend open();

  @BeforeEach
  void openBackend() {
    backend = closing.add(open());
  }

  @AfterEach
  void close() {
    closing.close();
  }

  @Test
  void record_aThousandCalls_everyTokenAndCentInTableAndMetrics() throws Exception {
    Pipeline pipeline = closing.add(Pipeline.start(backend));
    Map<String, Totals> expected = new HashMap<>();
    try (TraceClient client = pipeline.client()) {
      for (int i = 0; i < 1000; i++) {
        String agent = AGENTS.get(i % AGENTS.size());
        BigDecimal cost = BigDecimal.valueOf(100L + i, 6);
        expected.merge(agent, Totals.of(10L + i, i % 7, cost, i % 50 == 0), Totals::plus);
        TraceEvent.Builder event =
            TraceEvent.builder(agent, "some-model")
                .inputTokens(10L + i)
                .outputTokens(i % 7)
                .latencyMillis(i)
                .costUsd(cost);
        assertThat(client.record(i % 50 == 0 ? event.error("timeout").build() : event.build()))
            .isTrue();
      }
      assertThat(client.flush(Duration.ofSeconds(60))).isTrue();
      pipeline.awaitIdle();
      assertThat(client.stats().delivered()).isEqualTo(1000);
    }

    Map<String, Totals> stored = new HashMap<>();
    for (StoredItem item : pipeline.items()) {
      stored.merge(
          item.text("agent_slug"),
          Totals.of(
              item.number("input_tokens").longValueExact(),
              item.number("output_tokens").longValueExact(),
              item.number("cost_usd"),
              item.text("status").equals("error")),
          Totals::plus);
    }
    assertThat(stored).isEqualTo(expected);
    expected.forEach(
        (agent, totals) -> {
          Map<String, String> dimensions = Map.of("Agent", agent);
          assertThat(pipeline.metric("InputTokenCount", dimensions))
              .isEqualTo((double) totals.input);
          assertThat(pipeline.metric("OutputTokenCount", dimensions))
              .isEqualTo((double) totals.output);
          assertThat(pipeline.metric("InvocationErrors", dimensions))
              .isEqualTo((double) totals.errors);
          assertThat(pipeline.metric("EstimatedCost", dimensions))
              .isCloseTo(totals.cost.doubleValue(), within(1e-9));
        });
    assertThat(pipeline.metric("EventsStored", Map.of())).isEqualTo(1000);
    assertThat(pipeline.quarantined()).isEmpty();
    assertThat(pipeline.deadLetters()).isEmpty();
  }

  @Test
  void send_everyGoodSample_everyEventIsStoredWithoutItsPrompt() throws Exception {
    Pipeline pipeline = closing.add(Pipeline.start(backend));
    Set<String> ids = new HashSet<>();
    Set<String> prompts = new HashSet<>();
    judged(QueuedSamples.good())
        .values()
        .forEach(
            body -> {
              ids.addAll(storedIds(body, pipeline.send(body)));
              QueuedSamples.prompts(body).forEach(prompts::add);
            });
    pipeline.awaitIdle();

    assertThat(stored(pipeline)).isEqualTo(ids);
    assertThat(pipeline.quarantined()).isEmpty();
    assertThat(pipeline.deadLetters()).isEmpty();
    assertNowhere(prompts, pipeline.items().toString(), pipeline.log());
  }

  @Test
  void send_everyBadSample_quarantinedWithItsReasonAndTheGoodEventsBesideItStored()
      throws Exception {
    Pipeline pipeline = closing.add(Pipeline.start(backend));
    Map<String, String> names = new HashMap<>();
    Set<String> expected = new HashSet<>();
    Set<String> good = new HashSet<>();
    Set<String> prompts = new HashSet<>();
    judged(QueuedSamples.bad())
        .forEach(
            (name, body) -> {
              String id = pipeline.send(body);
              names.put(id, name);
              good.addAll(storedIds(body, id));
              QueuedSamples.expected(name)
                  .rejections()
                  .forEach(rejection -> expected.add(Quarantined.verdict(name, rejection)));
              QueuedSamples.prompts(body).forEach(prompts::add);
            });
    assertThat(names).hasSizeGreaterThan(60);
    pipeline.awaitIdle();

    List<Quarantined> quarantined =
        pipeline.quarantined().stream().map(message -> Quarantined.of(message, names)).toList();
    assertThat(quarantined.stream().map(Quarantined::verdict))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(stored(pipeline)).isEqualTo(good);
    assertThat(pipeline.deadLetters()).isEmpty();
    assertThat(pipeline.counts().errors()).isZero();
    assertThat(pipeline.metric("EventsQuarantined", Map.of())).isEqualTo(expected.size());
    assertNowhere(
        prompts,
        quarantined.stream().map(Quarantined::body).toList().toString(),
        pipeline.items().toString(),
        pipeline.log());
  }

  @Test
  void send_garbageAndGood_theConsumerStaysUp() throws Exception {
    Pipeline pipeline = closing.add(Pipeline.start(backend));
    String largest = "x".repeat(PipelineSettings.Queue.MAX_MESSAGE_BYTES);
    pipeline.send(largest);
    pipeline.send(" ");
    pipeline.send("[".repeat(100_000));
    pipeline.send("{\"a\":" + "9".repeat(100_000) + "}");
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      ids.add(send(pipeline));
    }
    pipeline.awaitIdle();

    assertThat(stored(pipeline)).isEqualTo(ids);
    assertThat(pipeline.quarantined())
        .extracting(message -> Quarantined.text(message, "reason"))
        .containsExactlyInAnyOrder("not_json", "empty_body", "too_deep", "missing_field");
    assertThat(pipeline.counts().errors()).isZero();
    assertThat(pipeline.counts().failed()).isZero();
  }

  @Test
  void send_envelopeOfOneMebibyte_everyEventIsStored() throws Exception {
    Pipeline pipeline = closing.add(Pipeline.start(backend));
    StringBuilder body = new StringBuilder("{\"v\":1,\"events\":[");
    Set<String> ids = new HashSet<>();
    String summary = "s".repeat(4_000);
    while (body.length() < PipelineSettings.Queue.MAX_MESSAGE_BYTES - 5_000) {
      String id = UUID.randomUUID().toString();
      body.append(ids.isEmpty() ? "" : ",");
      body.append(event(id, ",\"decision_summary\":\"" + summary + "\""));
      ids.add(id);
    }
    body.append("]}");
    body.append(" ".repeat(PipelineSettings.Queue.MAX_MESSAGE_BYTES - body.length()));
    pipeline.send(body.toString());
    pipeline.awaitIdle();

    assertThat(ids).hasSizeGreaterThan(200);
    assertThat(stored(pipeline)).isEqualTo(ids);
    assertThat(pipeline.items())
        .allSatisfy(item -> assertThat(item.text("decision_summary")).isEqualTo("s".repeat(300)));
  }

  @Test
  void send_theSameEventAgain_storedOnceAndCountedOnce() throws Exception {
    Pipeline pipeline = closing.add(Pipeline.start(backend));
    String body = event(UUID.randomUUID().toString(), "");
    pipeline.send(body);
    pipeline.awaitIdle();
    pipeline.send(body);
    pipeline.send(body);
    pipeline.awaitIdle();

    assertThat(pipeline.items()).hasSize(1);
    assertThat(pipeline.metric("EventsStored", Map.of())).isEqualTo(1);
    assertThat(pipeline.metric("EventsDuplicate", Map.of())).isEqualTo(2);
    assertThat(pipeline.metric("InputTokenCount", Map.of("Agent", "cto"))).isEqualTo(12);
  }

  @Test
  void consumer_killedInTheMiddle_theBatchComesBackAndCountsOnce() throws Exception {
    try (GatedProxy table = GatedProxy.to(backend.endpoints().dynamoDb())) {
      Pipeline pipeline = startWithTableBehind(table);
      table.hold();
      String id = send(pipeline);
      table.awaitHeld();
      ConsumerProcesses.killAll();
      table.discard();
      pipeline.awaitIdle();

      assertThat(stored(pipeline)).containsExactly(id);
      assertThat(pipeline.counts()).isEqualTo(new MappingCounts(2, 1, 1, 2, 1));
      assertThat(pipeline.metric("InputTokenCount", Map.of("Agent", "cto"))).isEqualTo(12);
      assertThat(pipeline.deadLetters()).isEmpty();
    }
  }

  @Test
  void table_doesNotAnswer_messageBecomesADeadLetterAndIsStoredOnceItIsMovedBack()
      throws Exception {
    try (GatedProxy table = GatedProxy.to(backend.endpoints().dynamoDb())) {
      Pipeline pipeline = startWithTableBehind(table);
      table.hold();
      String id = send(pipeline);
      pipeline.awaitIdle();
      assertThat(pipeline.items()).isEmpty();
      assertThat(pipeline.counts().failed()).isEqualTo(2);
      assertThat(pipeline.quarantined()).isEmpty();

      table.discard();
      pipeline.moveDeadLettersBack();
      pipeline.awaitIdle();
      assertThat(stored(pipeline)).containsExactly(id);
      assertThat(pipeline.metric("EventsStored", Map.of())).isEqualTo(1);
      assertThat(pipeline.deadLetters()).isEmpty();
    }
  }

  /** Starts a pipeline that gives up soon. */
  private Pipeline startWithTableBehind(GatedProxy table) {
    Duration timeout = Duration.ofSeconds(8);
    FunctionSettings function = PipelineSettings.production().function();
    PipelineSettings settings =
        Pipeline.settings()
            .withFunction(
                new FunctionSettings(
                    function.name(), function.handler(), function.memoryMegabytes(), timeout))
            .withRedelivery(timeout, 2);
    return closing.add(
        Pipeline.start(backend, settings, Map.of("AWS_ENDPOINT_URL_DYNAMODB", table.url())));
  }

  private static String send(Pipeline pipeline) {
    String id = UUID.randomUUID().toString();
    pipeline.send(event(id, ""));
    return id;
  }

  private static String event(String id, String more) {
    return ("{\"event_id\":\"%s\",\"timestamp\":\"%s\",\"agent_slug\":\"cto\",\"model\":\"m\","
            + "\"input_tokens\":12,\"output_tokens\":3,\"latency_ms\":40%s}")
        .formatted(id, Instant.now(), more);
  }

  /** The samples of which the oracle knows what is stored: all but those with a name twice. */
  private static Map<String, String> judged(Map<String, String> samples) {
    Map<String, String> judged = new TreeMap<>(samples);
    judged.values().removeIf(body -> ORACLE.judge(body, new Sent("any", Instant.now())).isEmpty());
    return judged;
  }

  /** What the items of a body are known by: a run by its own id, a call by its event's. */
  private static Set<String> storedIds(String body, String messageId) {
    List<Object> verdicts = ORACLE.judge(body, new Sent(messageId, Instant.now())).orElseThrow();
    Set<String> ids = new HashSet<>();
    for (Object verdict : verdicts) {
      if (verdict instanceof StoredFields event) {
        boolean isRun = "run".equals(event.values().get("type"));
        ids.add((String) event.values().get(isRun ? "run_id" : "event_id"));
      }
    }
    return ids;
  }

  private static Set<String> stored(Pipeline pipeline) {
    return pipeline.items().stream().map(StoredItem::id).collect(toSet());
  }

  private static void assertNowhere(Set<String> prompts, String... places) {
    assertThat(prompts).isNotEmpty();
    for (String place : places) {
      assertThat(prompts).noneMatch(place::contains);
    }
  }

  /** What the calls of one agent come to. */
  private record Totals(long calls, long input, long output, BigDecimal cost, long errors) {
    static Totals of(long input, long output, BigDecimal cost, boolean error) {
      return new Totals(1, input, output, cost.stripTrailingZeros(), error ? 1 : 0);
    }

    Totals plus(Totals other) {
      return new Totals(
          calls + other.calls,
          input + other.input,
          output + other.output,
          cost.add(other.cost).stripTrailingZeros(),
          errors + other.errors);
    }
  }
}
