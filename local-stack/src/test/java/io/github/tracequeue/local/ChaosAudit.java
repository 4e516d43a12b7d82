// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tracequeue.client.ClientStats;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Holds what is left of a run against what was sent.
 *
 * <p>The table must be exact. The metrics must be exact too, but for events whose invocation was
 * killed or did not learn of its own write and gave the message back: those may be missing, none
 * may be counted twice.
 */
final class ChaosAudit {
  private final Map<String, SentCall> sent;
  private final List<StoredItem> traces = new ArrayList<>();
  private final List<StoredItem> runs = new ArrayList<>();
  private final List<StoredItem> certain = new ArrayList<>();
  private final @Nullable ChaosLedger ledger;

  /**
   * @param items all that the table holds of the run's agents
   */
  ChaosAudit(Map<String, SentCall> sent, List<StoredItem> items, @Nullable ChaosLedger ledger) {
    this.sent = sent;
    this.ledger = ledger;
    for (StoredItem item : items) {
      (item.text("PK").equals("TYPE#run") ? runs : traces).add(item);
    }
    if (ledger != null) {
      traces.stream().filter(item -> isCertain(item, ledger)).forEach(certain::add);
    }
  }

  /** An audit of the table alone, where nobody watched the invocations. */
  static ChaosAudit ofTable(Map<String, SentCall> sent, List<StoredItem> items) {
    return new ChaosAudit(sent, items, null);
  }

  /** The sum over the calls in the table. */
  BigDecimal inputTokens() {
    return sum(traces, "input_tokens");
  }

  /** Whether every event's metrics must be there. */
  boolean isExact() {
    return certain.size() == traces.size();
  }

  void assertStoredOnce(ClientStats stats) {
    Map<String, StoredItem> byId = new HashMap<>();
    for (StoredItem item : traces) {
      assertThat(byId.put(item.text("response_id"), item))
          .as("stored twice: %s", item.text("response_id"))
          .isNull();
    }
    Set<String> missing = new HashSet<>(sent.keySet());
    missing.removeAll(byId.keySet());
    // An event that the client gave up may still have come through; no other may be missing.
    assertThat(missing.size())
        .as("missing: %s", missing)
        .isLessThanOrEqualTo((int) stats.droppedTotal());
    assertThat(sent.keySet()).containsAll(byId.keySet());
    byId.forEach(
        (id, item) -> {
          SentCall call = requireNonNull(sent.get(id));
          assertThat(item.number("input_tokens"))
              .as(id)
              .isEqualTo(BigDecimal.valueOf(call.inputTokens()));
          assertThat(item.number("output_tokens"))
              .as(id)
              .isEqualTo(BigDecimal.valueOf(call.outputTokens()));
          assertThat(item.text("agent_slug")).as(id).isEqualTo(call.agent());
          assertThat(item.text("status")).as(id).isEqualTo(call.failed() ? "error" : "ok");
          if (call.costUsd() != null) {
            assertThat(item.number("cost_usd")).as(id).isEqualByComparingTo(call.costUsd());
          }
        });
  }

  void assertRuns(int started, ClientStats stats) {
    if (stats.droppedTotal() == 0) {
      assertThat(runs).hasSize(started);
      assertThat(runs)
          .allSatisfy(run -> assertThat(run.text("status")).isEqualTo("succeeded"))
          .allSatisfy(run -> assertThat(run.texts("event_ids")).hasSize(2));
    }
  }

  void assertMetered(MetricIntake metrics) {
    assertBetween("InputTokenCount", metrics.overAgents("InputTokenCount"), "input_tokens");
    assertBetween("OutputTokenCount", metrics.overAgents("OutputTokenCount"), "output_tokens");
    assertThat(metrics.samples("InvocationLatency"))
        .as("calls metered")
        .isBetween(BigDecimal.valueOf(certain.size()), BigDecimal.valueOf(traces.size()));
    assertThat(metrics.total("InvocationErrors"))
        .as("errors metered")
        .isBetween(errors(certain), errors(traces));
    BigDecimal cost = metrics.total("EstimatedCost");
    assertThat(cost.doubleValue())
        .as("cost metered")
        .isBetween(cost(certain) - 1e-9, cost(traces) + 1e-9);
    assertThat(metrics.overAgents("EstimatedCost").doubleValue())
        .as("cost of all agents and of each")
        .isCloseTo(cost.doubleValue(), within(1e-9));
    int runEvents = runs.stream().mapToInt(run -> run.texts("event_ids").size()).sum();
    assertThat(metrics.total("EventsStored"))
        .as("EventsStored")
        .isBetween(
            BigDecimal.valueOf(certain.size()), BigDecimal.valueOf(traces.size() + runEvents));
    assertThat(metrics.total("EventsConflict")).as("EventsConflict").isZero();
  }

  /** What the consumers say of themselves is what arrived, where none was killed. */
  void assertNothingLostOnTheWay(MetricIntake metrics) {
    long stored = 0;
    long quarantined = 0;
    for (ChaosInvocation each : requireNonNull(ledger).invocations()) {
      Long count = each.count("stored");
      Long refused = each.count("quarantined");
      if (count == null || refused == null) {
        return;
      }
      stored += count;
      quarantined += refused;
    }
    assertThat(metrics.total("EventsStored")).isEqualByComparingTo(BigDecimal.valueOf(stored));
    assertThat(metrics.total("EventsQuarantined"))
        .isEqualByComparingTo(BigDecimal.valueOf(quarantined));
  }

  /** Every bad body is there with its reason, if more than once. */
  static void assertQuarantined(Map<String, String> badBodies, List<Message> quarantine) {
    Set<String> expected = new HashSet<>();
    badBodies.forEach(
        (id, name) ->
            expected.add(id + " " + QueuedSamples.expected(name).rejections().get(0).reason()));
    Set<String> found = new HashSet<>();
    quarantine.forEach(
        message ->
            found.add(
                Quarantined.text(message, "message_id")
                    + " "
                    + Quarantined.text(message, "reason")));
    assertThat(found).isEqualTo(expected);
  }

  private static boolean isCertain(StoredItem item, ChaosLedger ledger) {
    String[] writer = item.text("writer").split("#", -1);
    ChaosInvocation invocation = ledger.writer(writer[1]);
    assertThat(invocation).as("who wrote %s", item).isNotNull();
    return invocation != null && invocation.acknowledged(writer[0]);
  }

  private void assertBetween(String name, BigDecimal metered, String attribute) {
    assertThat(metered).as(name).isBetween(sum(certain, attribute), sum(traces, attribute));
  }

  private static BigDecimal sum(List<StoredItem> items, String attribute) {
    return items.stream()
        .map(item -> item.number(attribute))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal errors(List<StoredItem> items) {
    return BigDecimal.valueOf(
        items.stream().filter(item -> item.text("status").equals("error")).count());
  }

  private static double cost(List<StoredItem> items) {
    return items.stream()
        .filter(item -> item.attributes().containsKey("cost_usd"))
        .map(item -> item.number("cost_usd"))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .doubleValue();
  }
}
