// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tracequeue.client.ClientStats;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Compares what is left of a run with what was sent.
 *
 * <p>The table must be exact. The metrics must be exact too, with one exception: what an invocation
 * did that was killed, or that did not learn of its own write and gave the message or the event
 * back, may be missing. Nothing may be counted twice.
 */
final class ChaosAudit {
  private final Map<String, SentCall> sent;
  private final List<StoredItem> traces = new ArrayList<>();
  private final List<StoredItem> runs = new ArrayList<>();
  private final Map<String, Counted> counted = new HashMap<>();
  private final List<Counted> sampledOut = new ArrayList<>();

  /**
   * An audit.
   *
   * @param items all that the table holds of the run's agents
   * @param isCertain whether the metrics of a call must be there, by the item's writer and the call
   * @param receipts what was counted without an item
   */
  ChaosAudit(
      Map<String, SentCall> sent,
      List<StoredItem> items,
      BiPredicate<String, String> isCertain,
      List<ChaosReceipt> receipts) {
    this.sent = sent;
    for (StoredItem item : items) {
      (item.text("PK").equals("TYPE#run") ? runs : traces).add(item);
    }
    for (StoredItem item : traces) {
      String id = item.text("response_id");
      boolean certain = isCertain.test(item.text("writer"), id);
      assertThat(counted.put(id, Counted.of(item, certain))).as("stored twice: %s", id).isNull();
    }
    for (ChaosReceipt receipt : receipts) {
      for (String id : receipt.message().calls()) {
        addSampledOut(id, receipt);
      }
    }
  }

  /** An audit of the table alone, where nobody watched the invocations. */
  static ChaosAudit ofTable(Map<String, SentCall> sent, List<StoredItem> items) {
    return new ChaosAudit(sent, items, (writer, call) -> false, List.of());
  }

  /** The sum over the calls in the table. */
  BigDecimal inputTokens() {
    return traces.stream()
        .map(item -> item.number("input_tokens"))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Whether the metrics of every call must be there. */
  boolean isExact() {
    return counted.values().stream().allMatch(Counted::certain);
  }

  /** How many calls are counted and not stored. */
  int sampledOut() {
    return sampledOut.size();
  }

  /** Every call that the client did not drop is stored as it was sent, or sampled out. */
  void assertStoredOnce(ClientStats stats) {
    Set<String> missing = new HashSet<>(sent.keySet());
    missing.removeAll(counted.keySet());
    // An event that the client gave up may still have come through; no other may be missing.
    assertThat(missing.size())
        .as("missing: %s", missing)
        .isLessThanOrEqualTo((int) stats.droppedTotal());
    assertThat(sent.keySet()).containsAll(counted.keySet());
    for (StoredItem item : traces) {
      String id = item.text("response_id");
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
    }
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
    assertBetween("InputTokenCount", metrics.overAgents("InputTokenCount"), Counted::input);
    assertBetween("OutputTokenCount", metrics.overAgents("OutputTokenCount"), Counted::output);
    assertBetween("calls", metrics.samples("InvocationErrors"), call -> BigDecimal.ONE);
    assertBetween(
        "InvocationErrors",
        metrics.total("InvocationErrors"),
        call -> call.failed() ? BigDecimal.ONE : BigDecimal.ZERO);
    BigDecimal cost = metrics.total("EstimatedCost");
    assertThat(cost.doubleValue())
        .as("EstimatedCost")
        .isBetween(
            sum(counted.values(), true, Counted::cost).doubleValue() - 1e-9,
            sum(counted.values(), false, Counted::cost).doubleValue() + 1e-9);
    assertThat(metrics.overAgents("EstimatedCost").doubleValue())
        .as("cost of all agents and of each")
        .isCloseTo(cost.doubleValue(), within(1e-9));
    BigDecimal skipped = metrics.total("EventsSampledOut");
    assertThat(skipped)
        .as("EventsSampledOut")
        .isBetween(
            sum(sampledOut, true, call -> BigDecimal.ONE),
            sum(sampledOut, false, call -> BigDecimal.ONE));
    BigDecimal certain = sum(counted.values(), true, call -> BigDecimal.ONE);
    int runEvents = runs.stream().mapToInt(run -> run.texts("event_ids").size()).sum();
    assertThat(metrics.total("EventsStored"))
        .as("EventsStored")
        .isBetween(
            certain.subtract(BigDecimal.valueOf(sampledOut.size())),
            BigDecimal.valueOf(traces.size() + runEvents));
    assertThat(metrics.total("EventsConflict")).as("EventsConflict").isZero();
  }

  /** What the consumers say of themselves is what arrived, where none was killed. */
  static void assertNothingLostOnTheWay(ChaosLedger ledger, MetricIntake metrics) {
    long stored = 0;
    long quarantined = 0;
    for (ChaosInvocation each : ledger.invocations()) {
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

  private void addSampledOut(String id, ChaosReceipt receipt) {
    boolean isStored = traces.stream().anyMatch(item -> item.text("response_id").equals(id));
    if (!isStored) {
      Counted call = Counted.of(requireNonNull(sent.get(id)), receipt.certain());
      assertThat(counted.put(id, call)).as("sampled out twice: %s", id).isNull();
      sampledOut.add(call);
    }
  }

  private void assertBetween(
      String name, BigDecimal metered, Function<Counted, BigDecimal> amount) {
    assertThat(metered)
        .as(name)
        .isBetween(sum(counted.values(), true, amount), sum(counted.values(), false, amount));
  }

  private static BigDecimal sum(
      Collection<Counted> calls, boolean onlyCertain, Function<Counted, BigDecimal> amount) {
    return calls.stream()
        .filter(call -> call.certain() || !onlyCertain)
        .map(amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /**
   * A call that is stored or sampled out, with what the metrics count of it.
   *
   * @param certain whether its metrics must be there
   */
  private record Counted(
      BigDecimal input, BigDecimal output, BigDecimal cost, boolean failed, boolean certain) {

    static Counted of(StoredItem item, boolean certain) {
      return new Counted(
          item.number("input_tokens"),
          item.number("output_tokens"),
          item.attributes().containsKey("cost_usd") ? item.number("cost_usd") : BigDecimal.ZERO,
          item.text("status").equals("error"),
          certain);
    }

    static Counted of(SentCall call, boolean certain) {
      return new Counted(
          BigDecimal.valueOf(call.inputTokens()),
          BigDecimal.valueOf(call.outputTokens()),
          requireNonNull(call.costUsd(), () -> call.id() + " is lost"),
          call.failed(),
          certain);
    }
  }
}
