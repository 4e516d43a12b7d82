// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static io.github.tracequeue.consumer.TestConsumer.NOW;
import static io.github.tracequeue.consumer.TestConsumer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.tracequeue.consumer.TestConsumer.TestMessage;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.CostStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Valid batches and copies, while all services work. */
final class ConsumerHandlerTest {

  private final TestConsumer consumer = TestConsumer.create();

  @Test
  void handle_batch_isStoredPricedAndMetered() {
    assertThat(consumer.handle(messages(0, 8), 60_000)).isEmpty();

    List<StoredTrace> traces = consumer.traces();
    assertThat(traces).hasSize(8);
    assertThat(traces)
        .allSatisfy(
            trace -> {
              assertThat(trace.cost().status()).isEqualTo(CostStatus.PRICED);
              assertThat(trace.cost().usd()).isPositive();
              assertThat(trace.cost().priceRow()).isNotBlank();
              assertThat(trace.content().promptHash()).hasSize(16);
            });
    assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(8);
    assertThat(consumer.cloudWatch.sum("EstimatedCost", ""))
        .isCloseTo(
            traces.stream()
                .map(trace -> trace.cost().usd())
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue(),
            within(1e-12));
    assertThat(consumer.cloudWatch.sum("InputTokenCount", "cto"))
        .isEqualTo(
            traces.stream()
                .filter(trace -> trace.agentSlug().equals("cto"))
                .mapToDouble(trace -> trace.tokens().input())
                .sum());
    assertThat(consumer.lines)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("\"level\":\"INFO\"")
                    .contains("\"messages\":8")
                    .contains("\"stored\":8")
                    .contains("\"returned\":0")
                    .contains("\"metrics_printed\":0"));
  }

  @Test
  void handle_audioOfWhichTheCacheHeldAPart_isPricedAsAudioAndAsCachedAudio() {
    consumer.handle(
        message(
            "a",
            """
            {"agent_slug": "cto", "provider": "gcp.gemini", "model": "gemini-2.5-flash",
             "input_tokens": 1000, "output_tokens": 100, "cache_read_tokens": 300,
             "input_audio_tokens": 600, "cache_read_audio_tokens": 200}"""));

    // (300 * 0.3 + 100 * 2.5 + 100 * 0.03 + 400 * 1 + 200 * 0.1) / 1,000,000
    assertThat(consumer.traces())
        .singleElement()
        .extracting(StoredTrace::cost)
        .isEqualTo(CallCost.priced(new BigDecimal("0.000763"), "gcp.gemini/gemini-2.5-flash"));
  }

  @Test
  void handle_requestsOfToolsAndAPlace_arePartOfTheCost() {
    consumer.handle(
        message(
            "a",
            """
            {"agent_slug": "cto", "provider": "anthropic", "model": "claude-opus-5",
             "input_tokens": 1000, "output_tokens": 100, "inference_geo": "us",
             "tool_requests": {"web_search": 3}}"""));

    // (1000 * 5 + 100 * 25) * 1.1 / 1,000,000 + 3 * 10 / 1000
    assertThat(consumer.traces())
        .singleElement()
        .extracting(StoredTrace::cost)
        .isEqualTo(CallCost.priced(new BigDecimal("0.03825"), "anthropic/claude-opus-5"));
  }

  @Test
  void handle_emptyBatch_saysThatNothingFailed() {
    assertThat(consumer.handle()).isEmpty();
    assertThat(consumer.cloudWatch.requests()).isEmpty();
  }

  @Test
  void handle_sameMessageAgain_isCountedAsADuplicateOnly() {
    consumer.handle(messages(0, 5), 60_000);

    assertThat(consumer.handle(messages(0, 5), 60_000)).isEmpty();

    assertThat(consumer.traces()).hasSize(5);
    assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(5);
    assertThat(consumer.cloudWatch.sum("EventsDuplicate", "")).isEqualTo(5);
    assertThat(consumer.cloudWatch.sum("OutputTokenCount", "cto"))
        .isEqualTo(
            consumer.traces().stream()
                .filter(trace -> trace.agentSlug().equals("cto"))
                .mapToDouble(trace -> trace.tokens().output())
                .sum());
  }

  @Test
  void handle_copiesWithinABatch_areStoredAndCountedOnce() {
    TestMessage once = messages(1, 1).get(0);

    assertThat(
            consumer.handle(once, message("other", once.body()), once, envelope("e", once.body())))
        .isEmpty();

    assertThat(consumer.traces()).hasSize(1);
    assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(1);
    assertThat(consumer.cloudWatch.sum("EventsDuplicate", "")).isEqualTo(3);
  }

  @Test
  void handle_sameIdWithOtherContent_isAConflictAndTheFirstStays() {
    String first = SampleBodies.typical(1, NOW);
    String second = first.replace("\"output_tokens\":101", "\"output_tokens\":102");
    assertThat(second).isNotEqualTo(first);

    assertThat(consumer.handle(message("a", first), message("b", second))).isEmpty();
    assertThat(consumer.handle(message("c", second))).isEmpty();

    assertThat(consumer.traces())
        .singleElement()
        .satisfies(trace -> assertThat(trace.tokens().output()).isEqualTo(101));
    assertThat(consumer.cloudWatch.sum("EventsConflict", "")).isEqualTo(2);
    assertThat(consumer.cloudWatch.sum("EventsDuplicate", "")).isZero();
  }

  @Test
  void handle_envelope_storesGoodEventsAndQuarantinesTheBadOnes() {
    String bad =
        SampleBodies.typical(3, NOW).replace("\"output_tokens\":103", "\"output_tokens\":-1");

    assertThat(consumer.handle(envelope("e", SampleBodies.typical(2, NOW), bad))).isEmpty();

    assertThat(consumer.traces()).hasSize(1);
    assertThat(consumer.quarantined())
        .singleElement()
        .satisfies(
            message -> {
              Map<String, String> attributes = new HashMap<>();
              message.messageAttributes().forEach((n, v) -> attributes.put(n, v.stringValue()));
              assertThat(attributes)
                  .containsExactlyInAnyOrderEntriesOf(
                      Map.of(
                          "reason", "out_of_range",
                          "field", "output_tokens",
                          "detail", "0 to 1000000000",
                          "event_index", "1",
                          "message_id", "e",
                          "received_at", "2026-11-23T12:30:00Z"));
              assertThat(message.body())
                  .contains("\"output_tokens\":-1")
                  .contains("\"prompt_hash\":\"")
                  .doesNotContain("Summarise");
            });
  }

  @Test
  void handle_redrivenQuarantinedEvent_isStoredWithItsPromptHash() {
    String bad =
        SampleBodies.typical(3, NOW).replace("\"output_tokens\":103", "\"output_tokens\":-1");
    consumer.handle(message("m", bad));
    String corrected =
        consumer
            .quarantined()
            .get(0)
            .body()
            .replace("\"output_tokens\":-1", "\"output_tokens\":103");

    assertThat(
            consumer.handle(
                message("again", corrected), message("plain", SampleBodies.typical(3, NOW))))
        .isEmpty();

    // The second one, with its prompt, is the same event to the last field.
    assertThat(consumer.traces()).hasSize(1);
    assertThat(consumer.cloudWatch.sum("EventsConflict", "")).isZero();
    assertThat(consumer.cloudWatch.sum("EventsDuplicate", "")).isEqualTo(1);
  }

  @Test
  void handle_runEvents_endInOneRunInAnyOrder() {
    String running = SampleBodies.run(1, "running", NOW.minusSeconds(60));
    String done = SampleBodies.run(2, "succeeded", NOW);

    assertThat(consumer.handle(message("b", done), envelope("a", running, running))).isEmpty();
    assertThat(consumer.handle(message("a2", running))).isEmpty();

    assertThat(consumer.runs())
        .singleElement()
        .returns(Status.SUCCEEDED, StoredRun::status)
        .returns(NOW.minusSeconds(60), StoredRun::startedAt);
    assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(2);
    assertThat(consumer.cloudWatch.sum("EventsDuplicate", "")).isEqualTo(2);
  }

  @Test
  void handle_dropsOfProducers_areCountedOnceForEachMessage() {
    TestMessage withEvents =
        message(
            "e",
            "{\"v\":1,\"dropped\":{\"queue_full\":3,\"too_large\":4},\"events\":["
                + SampleBodies.typical(1, NOW)
                + "]}");
    TestMessage dropsOnly = message("d", "{\"v\":1,\"dropped\":{\"shutdown\":10},\"events\":[]}");

    consumer.handle(withEvents, withEvents, dropsOnly, dropsOnly);
    assertThat(consumer.cloudWatch.sum("ProducerDropped", "")).isEqualTo(17);
    consumer.handle(withEvents);

    assertThat(consumer.cloudWatch.sum("ProducerDropped", "")).isEqualTo(17);
  }

  @Test
  void handle_repairedEvent_isStoredWithItsRepairsAndCounted() {
    String body =
        "{\"agent_slug\":\"CTO\",\"model\":\"m\",\"input_tokens\":\"100\",\"output_tokens\":20,"
            + "\"latency_ms\":-1,\"tags\":[],\"error_type\":429,\"error_message\":\"Slow down.\"}";

    consumer.handle(message("m", body), message("m2", body));

    assertThat(consumer.traces())
        .hasSize(2)
        .allSatisfy(
            trace -> {
              assertThat(trace.repaired())
                  .containsExactlyInAnyOrder(
                      "agent_slug", "input_tokens", "latency_ms", "tags", "error_type");
              assertThat(trace.agentSlug()).isEqualTo("cto");
              assertThat(trace.timestamp()).isEqualTo(NOW);
              assertThat(trace.call().latencyMillis()).isZero();
              assertThat(trace.call().errorMessage()).isEqualTo("Slow down.");
            });
    assertThat(consumer.cloudWatch.sum("EventsRepaired", "")).isEqualTo(2);
    assertThat(consumer.cloudWatch.sum("InvocationErrors", "cto")).isEqualTo(2);
    assertThat(consumer.cloudWatch.requests().toString()).doesNotContain("InvocationLatency");
    // The hint comes once a day for an agent.
    assertThat(consumer.lines)
        .filteredOn(line -> line.contains("\"agent_slug\":\"cto\""))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains(
                        "\"fields\":\"agent_slug, error_type, input_tokens, latency_ms, tags\""));
  }

  @Test
  void handle_cachedTokensWithoutAConvention_areCountedAndHinted() {
    String body =
        "{\"agent_slug\":\"cto\",\"provider\":\"anthropic\",\"model\":\"claude-haiku-4-5\","
            + "\"input_tokens\":6,\"output_tokens\":20,\"cache_read_tokens\":4000}";

    consumer.handle(message("a", body));
    consumer.handle(message("b", body));

    assertThat(consumer.traces())
        .allSatisfy(trace -> assertThat(trace.tokens().inclusive()).isFalse())
        .allSatisfy(trace -> assertThat(trace.tokens().conventionInferred()).isTrue());
    assertThat(consumer.cloudWatch.sum("UsageInferred", "")).isEqualTo(2);
    assertThat(consumer.cloudWatch.sum("EventsRepaired", "")).isZero();
    assertThat(consumer.lines)
        .filteredOn(line -> line.contains("send usage_convention"))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("\"usage_convention\":\"exclusive\""));
  }

  @Test
  void handle_messageWithoutIdsAgain_isStoredOnce() {
    String body =
        "[{\"agent_slug\":\"cto\",\"model\":\"m\",\"input_tokens\":1,\"output_tokens\":2},"
            + "{\"agent_slug\":\"cto\",\"model\":\"m\",\"input_tokens\":1,\"output_tokens\":2}]";

    consumer.handle(message("m", body));
    consumer.handle(message("m", body));

    assertThat(consumer.traces()).hasSize(2);
    assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(2);
    assertThat(consumer.cloudWatch.sum("EventsDuplicate", "")).isEqualTo(2);
  }

  @Test
  void handle_reportedCostOfZero_isPricedByTheBook() {
    String body = SampleBodies.typical(1, NOW).replace("\"status\"", "\"cost_usd\":0,\"status\"");

    consumer.handle(message("m", body));

    assertThat(consumer.traces())
        .singleElement()
        .satisfies(
            trace -> {
              assertThat(trace.cost().status()).isEqualTo(CostStatus.PRICED);
              assertThat(trace.cost().usd()).isPositive();
              assertThat(trace.repaired()).containsExactly("cost_usd");
            });
  }

  @Test
  void handle_unknownModel_isUnpricedAndSaysSo() {
    String body =
        SampleBodies.typical(1, NOW).replace("claude-sonnet-4-5-20250929", "model-of-tomorrow");

    consumer.handle(message("m", body));

    assertThat(consumer.traces())
        .singleElement()
        .satisfies(
            trace -> {
              assertThat(trace.cost().status()).isEqualTo(CostStatus.UNPRICED);
              assertThat(trace.cost().usd()).isNull();
              assertThat(trace.cost().unpricedReason()).isEqualTo("unknown_model");
            });
    assertThat(consumer.cloudWatch.sum("EventsUnpriced", "")).isEqualTo(1);
    assertThat(consumer.cloudWatch.sum("EstimatedCost", "")).isZero();
  }

  @Test
  void handle_reportedCost_isTakenAsItIs() {
    String body =
        SampleBodies.typical(1, NOW).replace("\"status\"", "\"cost_usd\":0.125,\"status\"");

    consumer.handle(message("m", body));

    assertThat(consumer.traces())
        .singleElement()
        .satisfies(
            trace -> {
              assertThat(trace.cost().status()).isEqualTo(CostStatus.PROVIDER_REPORTED);
              assertThat(trace.cost().usd()).isEqualByComparingTo("0.125");
            });
  }

  @Test
  void handle_sampledCalls_areAllMeteredAndPartlyStoredWithTheirWeight() {
    TestConsumer sampling =
        TestConsumer.with(
            Map.of(
                "TRACEQUEUE_SAMPLE_RATE", "0.25",
                "TRACEQUEUE_SAMPLE_COSTLY_USD", "1000",
                "TRACEQUEUE_SAMPLE_SLOW_MS", "86400000"));
    List<TestMessage> batch = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      batch.add(
          message(
              "m" + i, SampleBodies.typical(i, NOW).replaceFirst("\"trace_id\":\"[^\"]*\",", "")));
    }
    batch.add(message("error", SampleBodies.typical(1000, NOW).replace("\"ok\"", "\"error\"")));

    assertThat(sampling.handle(batch, 60_000)).isEmpty();

    List<StoredTrace> traces = sampling.traces();
    double weight = traces.stream().mapToDouble(StoredTrace::sampleWeight).sum();
    assertThat(traces).hasSizeBetween(70, 130);
    assertThat(weight).isBetween(280.0, 520.0);
    assertThat(traces).filteredOn(trace -> trace.call().failed()).hasSize(1);
    assertThat(sampling.cloudWatch.sum("EventsStored", "")).isEqualTo(traces.size());
    assertThat(sampling.cloudWatch.sum("EventsSampledOut", "")).isEqualTo(401 - traces.size());
    double tokens = 0;
    for (String agent : List.of("cto", "sre", "security", "cost")) {
      tokens += sampling.cloudWatch.sum("InputTokenCount", agent);
    }
    assertThat(tokens)
        .isEqualTo(IntStream.range(0, 400).mapToDouble(i -> 1000 + i).sum() + 1000 + 1000 % 977);
  }

  @Test
  void handle_repeatedMessageWithSampledEvents_countsThemOnce() {
    TestConsumer sampling =
        TestConsumer.with(
            Map.of("TRACEQUEUE_SAMPLE_RATE", "0.000001", "TRACEQUEUE_SAMPLE_SLOW_MS", "905"));
    // Number 5 is slow and so kept; the other is not.
    TestMessage message = envelope("e", SampleBodies.typical(1, NOW), SampleBodies.typical(5, NOW));

    sampling.handle(message);
    sampling.handle(message);

    assertThat(sampling.traces()).hasSize(1);
    assertThat(sampling.cloudWatch.sum("EventsSampledOut", "")).isEqualTo(1);
    assertThat(sampling.cloudWatch.sum("InputTokenCount", "sre")).isEqualTo(1001 + 1005);
  }

  @Test
  void handle_copiesOfSampledEvents_doNotHideWhatElseTheirMessagesBring() {
    TestConsumer sampling = TestConsumer.with(Map.of("TRACEQUEUE_SAMPLE_RATE", "0.000001"));
    String a = SampleBodies.typical(1, NOW);
    String b = SampleBodies.typical(5, NOW);
    String c = SampleBodies.typical(9, NOW);

    assertThat(sampling.handle(envelope("own copy", a, a, b), envelope("another's", a, c)))
        .isEmpty();

    assertThat(sampling.traces()).isEmpty();
    assertThat(sampling.cloudWatch.sum("EventsSampledOut", "")).isEqualTo(3);
    assertThat(sampling.cloudWatch.sum("EventsDuplicate", "")).isEqualTo(2);
    assertThat(sampling.cloudWatch.sum("InputTokenCount", "sre")).isEqualTo(1001 + 1005 + 1009);
  }

  @Test
  void handle_dropsBesideACopyInTheSameMessage_areCounted() {
    String event = SampleBodies.typical(1, NOW);
    TestConsumer sampling = TestConsumer.with(Map.of("TRACEQUEUE_SAMPLE_RATE", "0.000001"));

    sampling.handle(
        message(
            "e",
            "{\"v\":1,\"dropped\":{\"queue_full\":3},\"events\":[" + event + "," + event + "]}"));

    assertThat(sampling.cloudWatch.sum("ProducerDropped", "")).isEqualTo(3);
  }

  @Test
  void handle_envelopeSentTwice_countsItsDropsOnce() {
    String body =
        "{\"v\":1,\"producer\":{\"id\":\"p\",\"seq\":1},\"dropped\":{\"queue_full\":3},\"events\":["
            + SampleBodies.typical(1, NOW)
            + "]}";

    consumer.handle(message("first", body), message("second", body));
    consumer.handle(message("third", body));

    assertThat(consumer.cloudWatch.sum("ProducerDropped", "")).isEqualTo(3);
    String next = body.replace("\"seq\":1", "\"seq\":2");
    consumer.handle(message("fourth", next));
    assertThat(consumer.cloudWatch.sum("ProducerDropped", "")).isEqualTo(6);
  }

  @Test
  void handle_ownPrices_areOnTopOfTheBundled(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("prices.csv"),
            """
            id,provider,model,source,input,output,cache_read
            custom/m,anthropic,model-of-tomorrow,contract,2,10,0.2
            """);
    TestConsumer custom = TestConsumer.with(Map.of("TRACEQUEUE_PRICES_FILE", file.toString()));
    String own =
        SampleBodies.typical(1, NOW).replace("claude-sonnet-4-5-20250929", "model-of-tomorrow");

    custom.handle(message("own", own), message("bundled", SampleBodies.typical(2, NOW)));

    // (1000 * 2 + 101 * 10 + 1 * 0.2) / 1000000, of 1001 input tokens one from the cache.
    assertThat(custom.traces())
        .filteredOn(trace -> trace.call().model().equals("model-of-tomorrow"))
        .singleElement()
        .satisfies(
            trace -> {
              assertThat(trace.cost().usd()).isEqualByComparingTo("0.0030102");
              assertThat(trace.cost().priceRow()).isEqualTo("custom/m");
            });
    assertThat(custom.cloudWatch.sum("EventsUnpriced", "")).isZero();
  }

  @Test
  void handle_oldAndFutureEvents_areStoredButNotMeteredByTime() {
    consumer.handle(
        message("old", SampleBodies.typical(1, Instant.parse("2023-11-16T18:00:00Z"))),
        message("ahead", SampleBodies.typical(2, NOW.plusSeconds(86_400))));

    assertThat(consumer.traces()).hasSize(2);
    assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(2);
    assertThat(consumer.cloudWatch.sum("EventsOutsideMetricWindow", "")).isEqualTo(2);
    assertThat(consumer.cloudWatch.sum("InvocationLatency", "")).isZero();
  }

  @Test
  void handle_noSqsEvent_failsTheInvocation() {
    assertThatThrownBy(() -> consumer.handleRaw("{\"detail\":{}}"))
        .hasRootCauseMessage("not an SQS event: no Records");
  }

  private static TestMessage envelope(String id, String... events) {
    return message(id, "{\"v\":1,\"events\":[" + String.join(",", events) + "]}");
  }

  private static List<TestMessage> messages(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> message("m" + i, SampleBodies.typical(i, NOW)))
        .toList();
  }
}
