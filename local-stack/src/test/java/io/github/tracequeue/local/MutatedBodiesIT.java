// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.StoredRun;
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
  private static final int BODIES = Integer.getInteger("mutated.bodies", 300);

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
      Map<String, List<StoredFields>> sent =
          expected.stream().collect(groupingBy(MutatedBodiesIT::id));
      assertThat(items.keySet()).isSubsetOf(sent.keySet());
      Map<List<Object>, Long> eventsOfRuns =
          expected.stream()
              .filter(MutatedBodiesIT::isRunEvent)
              .collect(groupingBy(MutatedBodiesIT::runOf, counting()));
      List<StoredFields> missing =
          expected.stream()
              .filter(event -> !items.containsKey(id(event)))
              // A run keeps the ids of its last events only.
              .filter(
                  event -> eventsOfRuns.getOrDefault(runOf(event), 0L) <= StoredRun.MAX_EVENT_IDS)
              .toList();
      assertThat(missing).as("events that are not stored").isEmpty();
      for (StoredItem item : new HashSet<>(items.values())) {
        assertStored(item, eventIds(item).stream().map(sent::get).toList());
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
    items.forEach(item -> eventIds(item).forEach(id -> byId.put(id, item)));
    return byId;
  }

  /** The events whose fields the item has: one of a call, all of a run. */
  private static List<String> eventIds(StoredItem item) {
    return isRun(item) ? item.texts("event_ids") : List.of(item.id());
  }

  private static boolean isRun(StoredItem item) {
    return item.text("PK").equals("TYPE#run");
  }

  /** Compares an item with what was sent: of each of its events all that have the event's id. */
  private static void assertStored(StoredItem item, List<List<StoredFields>> sent) {
    if (sent.stream().anyMatch(events -> events.size() > 1)) {
      return; // Of several events with one id the first is stored, and SQS does not say which that
      // is.
    }
    List<StoredFields> events = sent.stream().map(same -> same.get(0)).toList();
    if (events.size() == 1) {
      assertValues(events.get(0), item);
    }
    Set<String> expectedRepairs = new HashSet<>();
    events.forEach(event -> expectedRepairs.addAll(event.repaired()));
    Set<String> repaired =
        item.attributes().containsKey("repaired")
            ? new HashSet<>(item.texts("repaired"))
            : Set.of();
    assertThat(repaired).as("repaired fields of %s", eventIds(item)).containsAll(expectedRepairs);
    if (!isRun(item) || eventIds(item).size() < StoredRun.MAX_EVENT_IDS) {
      assertThat(repaired).as("repaired fields of %s", eventIds(item)).isEqualTo(expectedRepairs);
    }
  }

  private static void assertValues(StoredFields event, StoredItem item) {
    for (String name : List.of("agent_slug", "model", "provider", "run_id", "status")) {
      Object value = event.values().get(name);
      if (value != null) {
        assertThat(item.text(name)).as("%s of %s", name, id(event)).isEqualTo(value);
      }
    }
    Object traceId = event.values().get("trace_id");
    if (traceId != null) {
      assertThat(isRun(item) ? item.text("trace_id") : item.text("GSI2PK"))
          .isEqualTo(isRun(item) ? traceId : "TRACE#" + traceId);
    }
    for (String name : List.of("input_tokens", "output_tokens", "cache_read_tokens")) {
      if (event.values().get(name) instanceof Long count) {
        assertThat(item.number(name)).isEqualByComparingTo(BigDecimal.valueOf(count));
      }
    }
    if (event.values().get("cost_usd") instanceof BigDecimal cost) {
      assertThat(item.number("cost_usd")).isEqualByComparingTo(cost);
    }
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

  private static boolean isRunEvent(StoredFields event) {
    return !event.values().containsKey("model");
  }

  private static List<Object> runOf(StoredFields event) {
    return List.of(
        event.values().getOrDefault("agent_slug", ""), event.values().getOrDefault("run_id", ""));
  }

  private static String id(StoredFields event) {
    return String.valueOf(event.values().get("event_id"));
  }
}
