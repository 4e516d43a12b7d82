// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tracequeue.testkit.lambda.FunctionSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Envelopes that take many invocations, because the table accepts few writes. {@code
 * -Dthrottled.divisor=N} sets what their sizes are divided by.
 */
final class ThrottledTableIT {
  private static final int WRITES_PER_SECOND = 100;
  private static final int DIVISOR = Integer.getInteger("throttled.divisor", 0);

  /** So short that even the smaller envelopes take several invocations. */
  private static final Duration TIMEOUT = Duration.ofSeconds(DIVISOR == 1 ? 30 : 10);

  private final Set<String> good = new HashSet<>();
  private final Set<String> bad = new HashSet<>();

  @Test
  void send_largeEnvelopes_everyGoodEventIsStoredAndEveryBadOneQuarantined() throws Exception {
    assumeTrue(DIVISOR > 0, "takes minutes: -Pchaos, or -Dthrottled.divisor=N");
    try (Closing closing = new Closing()) {
      EmbeddedBackend backend = closing.add(new EmbeddedBackend());
      Throttle throttle = new Throttle();
      FaultyLink table =
          closing.add(
              FaultyLink.to(
                  backend.endpoints().dynamoDb(),
                  request -> throttle.accepts() ? Fault.NONE : Fault.THROTTLED));
      Pipeline pipeline =
          closing.add(
              Pipeline.start(
                  backend,
                  settings(),
                  Map.of("AWS_ENDPOINT_URL_DYNAMODB", table.endpoint().toString())));
      List<String> envelopes =
          List.of(
              envelope("a", 4_922, 100),
              envelope("b", 10_000, 30),
              envelope("c", 10_000, 45),
              envelope("d", 2_000, 50));
      long start = System.nanoTime();
      pipeline.sendAll(envelopes);
      pipeline.awaitIdle(Duration.ofMinutes(10));
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();

      List<StoredItem> items = pipeline.items();
      List<String> quarantined =
          pipeline.quarantined().stream()
              .map(message -> Json.tree(message.body()).path("response_id").asText())
              .toList();
      System.out.printf(
          Locale.ROOT,
          "throttled: %,d events in %,d s: %,d of %,d good ones stored, %,d of %,d bad ones"
              + " quarantined; %s%n",
          good.size() + bad.size(),
          seconds,
          items.size(),
          good.size(),
          quarantined.size(),
          bad.size(),
          pipeline.counts());
      assertThat(items.stream().map(item -> item.text("response_id")))
          .containsExactlyInAnyOrderElementsOf(good);
      assertThat(new HashSet<>(quarantined)).isEqualTo(bad);
      assertThat(pipeline.deadLetters()).isEmpty();
      if (pipeline.counts().errors() == 0) {
        // An invocation that does not end in time counts nothing.
        assertThat(pipeline.metric("EventsStored", Map.of())).isEqualTo(good.size());
        assertThat(pipeline.metric("EventsQuarantined", Map.of())).isEqualTo(quarantined.size());
        assertThat(pipeline.metric("ProducerDropped", Map.of())).isEqualTo(4);
      }
    }
  }

  /** An envelope whose sender dropped one event; every other good event comes without an id. */
  private String envelope(String name, int fullSize, int percentGood) {
    int size = fullSize / DIVISOR;
    StringBuilder body =
        new StringBuilder("{\"v\":1,\"producer\":{\"id\":\"p-")
            .append(name)
            .append("\",\"seq\":1},\"dropped\":{\"queue_full\":1},\"events\":[");
    for (int i = 0; i < size; i++) {
      String id = name + i;
      body.append(i == 0 ? "" : ",").append("{\"response_id\":\"").append(id).append('"');
      // Spread evenly over the envelope.
      if ((i + 1) * percentGood / 100 > i * percentGood / 100) {
        good.add(id);
        body.append(",\"agent_slug\":\"cto\",\"model\":\"m\",\"input_tokens\":12")
            .append(",\"output_tokens\":3,\"latency_ms\":40");
        if (i % 2 == 0) {
          body.append(",\"event_id\":\"").append(UUID.randomUUID()).append("\"");
        }
      } else {
        bad.add(id);
      }
      body.append('}');
    }
    String text = body.append("]}").toString();
    assertThat(text.length()).isLessThanOrEqualTo(PipelineSettings.Queue.MAX_MESSAGE_BYTES);
    return text;
  }

  private static PipelineSettings settings() {
    PipelineSettings production = PipelineSettings.production();
    FunctionSettings function = production.function();
    // In production's proportion: a message that becomes visible while its batch is processed is
    // processed twice.
    Duration visibility = TIMEOUT.multipliedBy(6).plus(production.eventSource().batchWindow());
    return Pipeline.settings()
        .withFunction(
            new FunctionSettings(
                function.name(), function.handler(), function.memoryMegabytes(), TIMEOUT))
        .withRedelivery(visibility, production.maxReceiveCount());
  }

  /** Accepts so many requests a second, and a tenth of that at once. */
  private static final class Throttle {
    private static final double BURST = WRITES_PER_SECOND / 10.0;

    private double available = BURST;
    private Instant last = Instant.now();

    synchronized boolean accepts() {
      Instant now = Instant.now();
      double seconds = Duration.between(last, now).toNanos() / 1e9;
      last = now;
      available = Math.min(BURST, available + seconds * WRITES_PER_SECOND);
      if (available < 1) {
        return false;
      }
      available -= 1;
      return true;
    }
  }
}
