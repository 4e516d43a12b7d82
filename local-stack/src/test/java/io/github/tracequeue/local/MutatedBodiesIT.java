// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tracequeue.testkit.contract.BodyGenerator;
import io.github.tracequeue.testkit.contract.ContractOracle;
import io.github.tracequeue.testkit.contract.ContractOracle.Rejected;
import io.github.tracequeue.testkit.contract.ContractOracle.Sent;
import io.github.tracequeue.testkit.contract.StoredFields;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Generated and changed bodies through the whole pipeline: each event is stored, repaired where
 * that is needed, or quarantined with its reason, as the contract says. {@code -Dmutated.bodies=N}
 * sets how many.
 */
final class MutatedBodiesIT {
  private static final int BODIES = Integer.getInteger("mutated.bodies", 0);

  /** Fields without which an event cannot be stored; every other one is optional. */
  private static final Set<String> NEEDED =
      Set.of(
          "agent_slug",
          "model",
          "input_tokens",
          "output_tokens",
          "run_id",
          "status",
          "type",
          "v",
          "events",
          "");

  private final List<StoredFields> expected = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();

  @Test
  void send_mutatedBodies_eachEventIsStoredOrQuarantinedAsTheContractSays() throws Exception {
    assumeTrue(BODIES > 0, "runs with -Pchaos, or -Dmutated.bodies=N");
    try (Closing closing = new Closing()) {
      Pipeline pipeline = closing.add(Pipeline.start(closing.add(new EmbeddedBackend())));
      List<String> bodies = bodies();
      List<String> ids = pipeline.sendAll(bodies);
      pipeline.awaitIdle(Duration.ofMinutes(10));
      ContractOracle oracle = new ContractOracle();
      for (int i = 0; i < bodies.size(); i++) {
        expect(ids.get(i), oracle.judge(bodies.get(i), new Sent(ids.get(i), Instant.now())));
      }

      List<Message> quarantine = pipeline.quarantined();
      assertThat(quarantine.stream().map(MutatedBodiesIT::verdict))
          .containsExactlyInAnyOrderElementsOf(rejected);
      assertThat(quarantine.stream().map(message -> Quarantined.text(message, "field")))
          .as("an optional field never costs an event")
          .isSubsetOf(NEEDED);
      Map<String, StoredItem> items = byEventId(pipeline.items());
      Map<String, Integer> times = new HashMap<>();
      expected.forEach(event -> times.merge(id(event), 1, Integer::sum));
      assertThat(items.keySet()).isEqualTo(times.keySet());
      for (StoredFields event : expected) {
        StoredItem item = items.get(id(event));
        // Of an id that several events have, the first one is stored.
        if (item != null && times.getOrDefault(id(event), 0) == 1) {
          assertStored(event, item);
        }
      }
      assertCounted(pipeline);
      long repaired = expected.stream().filter(event -> !event.repaired().isEmpty()).count();
      System.out.printf(
          Locale.ROOT,
          "mutated: %,d bodies: %,d events stored, %,d of them repaired; %,d messages or events"
              + " quarantined, none for an optional field%n",
          bodies.size(),
          expected.size(),
          repaired,
          rejected.size());
    }
  }

  private static List<String> bodies() {
    BodyGenerator generator = new BodyGenerator(new Random(20_261_130));
    ContractOracle oracle = new ContractOracle();
    Sent message = new Sent("any", Instant.EPOCH);
    List<String> bodies = new ArrayList<>();
    while (bodies.size() < BODIES) {
      String body = generator.next();
      if (QueuedSamples.fitsIntoSqs(body) && oracle.judge(body, message).isPresent()) {
        bodies.add(body);
      }
    }
    return bodies;
  }

  private void expect(String messageId, Optional<List<Object>> judged) {
    List<Object> verdicts = judged.orElseThrow();
    for (int i = 0; i < verdicts.size(); i++) {
      if (verdicts.get(i) instanceof StoredFields event) {
        expected.add(event);
      } else {
        rejected.add(messageId + ' ' + verdicts.get(i));
      }
    }
  }

  private static String verdict(Message message) {
    return Quarantined.text(message, "message_id")
        + ' '
        + new Rejected(Quarantined.text(message, "reason"), Quarantined.text(message, "field"));
  }

  private static Map<String, StoredItem> byEventId(List<StoredItem> items) {
    Map<String, StoredItem> byId = new HashMap<>();
    for (StoredItem item : items) {
      if (item.text("PK").equals("TYPE#run")) {
        item.texts("event_ids").forEach(id -> byId.put(id, item));
      } else {
        byId.put(item.id(), item);
      }
    }
    return byId;
  }

  private static void assertStored(StoredFields event, StoredItem item) {
    for (String name : List.of("agent_slug", "model", "provider", "run_id", "status")) {
      Object value = event.values().get(name);
      if (value != null) {
        assertThat(item.text(name)).as("%s of %s", name, id(event)).isEqualTo(value);
      }
    }
    Object traceId = event.values().get("trace_id");
    if (traceId != null) {
      boolean isRun = item.text("PK").equals("TYPE#run");
      assertThat(isRun ? item.text("trace_id") : item.text("GSI2PK"))
          .isEqualTo(isRun ? traceId : "TRACE#" + traceId);
    }
    for (String name : List.of("input_tokens", "output_tokens", "cache_read_tokens")) {
      if (event.values().get(name) instanceof Long count) {
        assertThat(item.number(name)).isEqualByComparingTo(BigDecimal.valueOf(count));
      }
    }
    if (event.values().get("cost_usd") instanceof BigDecimal cost) {
      assertThat(item.number("cost_usd")).isEqualByComparingTo(cost);
    }
    Set<String> repaired =
        item.attributes().containsKey("repaired")
            ? new HashSet<>(item.texts("repaired"))
            : Set.of();
    assertThat(repaired).as("repaired fields of %s", id(event)).isEqualTo(event.repaired());
  }

  private void assertCounted(Pipeline pipeline) {
    double stored = pipeline.metric("EventsStored", Map.of());
    double known =
        pipeline.metric("EventsDuplicate", Map.of()) + pipeline.metric("EventsConflict", Map.of());
    assertThat(stored + known).isEqualTo(expected.size());
    assertThat(pipeline.metric("EventsQuarantined", Map.of())).isEqualTo(rejected.size());
    assertThat(pipeline.deadLetters()).isEmpty();
    assertThat(pipeline.counts().errors()).isZero();
  }

  private static String id(StoredFields event) {
    return String.valueOf(event.values().get("event_id"));
  }
}
