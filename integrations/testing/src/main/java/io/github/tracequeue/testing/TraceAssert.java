// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testing;

import io.github.tracequeue.client.TraceEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions on what an agent has recorded. Costs are those of the bundled prices. */
public final class TraceAssert extends AbstractAssert<TraceAssert, RecordingTraceClient> {
  TraceAssert(RecordingTraceClient actual) {
    super(actual, TraceAssert.class);
  }

  /** There are this many calls, and none was refused. */
  public TraceAssert hasCalls(int expected) {
    List<TraceEvent> calls = calls();
    if (calls.size() != expected) {
      failWithMessage(
          "Expected %s calls but there are %s:%n%s", expected, calls.size(), shown(calls));
    }
    if (!actual.refused().isEmpty()) {
      failWithMessage("Calls were refused:%n%s", shown(actual.refused()));
    }
    return this;
  }

  /** The agent has made this many calls. */
  public TraceAssert hasCallsOf(String agentSlug, int expected) {
    return hasCallsThat(
        "calls of " + agentSlug, expected, call -> call.agentSlug().equals(agentSlug));
  }

  /** This many calls went to the model. */
  public TraceAssert hasCallsTo(String model, int expected) {
    return hasCallsThat("calls to " + model, expected, call -> call.model().equals(model));
  }

  /** All calls together cost less than this, in US dollars. Each must have a known price. */
  public TraceAssert costBelow(String usd) {
    BigDecimal total = cost();
    if (total.compareTo(new BigDecimal(usd)) >= 0) {
      failWithMessage(
          "Expected a cost below %s USD but it is %s:%n%s",
          usd, total.toPlainString(), shown(calls()));
    }
    return this;
  }

  /** All calls together cost exactly this, in US dollars. Each must have a known price. */
  public TraceAssert costs(String usd) {
    BigDecimal total = cost();
    if (total.compareTo(new BigDecimal(usd)) != 0) {
      failWithMessage(
          "Expected a cost of %s USD but it is %s:%n%s",
          usd, total.toPlainString(), shown(calls()));
    }
    return this;
  }

  /** No call has failed. */
  public TraceAssert hasNoErrors() {
    List<TraceEvent> failed = calls().stream().filter(TraceEvent::isError).toList();
    if (!failed.isEmpty()) {
      failWithMessage("Calls have failed:%n%s", shown(failed));
    }
    return this;
  }

  /**
   * No call carries text of a prompt or an answer. Messages of errors are not looked at: the client
   * sends them only if it is configured to.
   */
  public TraceAssert hasNoText() {
    List<TraceEvent> withText =
        calls().stream()
            .filter(call -> call.promptPreview() != null || call.decisionSummary() != null)
            .toList();
    if (!withText.isEmpty()) {
      failWithMessage("Calls carry text:%n%s", shown(withText));
    }
    return this;
  }

  private TraceAssert hasCallsThat(String what, int expected, Predicate<TraceEvent> condition) {
    long found = calls().stream().filter(condition).count();
    if (found != expected) {
      failWithMessage(
          "Expected %s %s but there are %s:%n%s", expected, what, found, shown(calls()));
    }
    return this;
  }

  private BigDecimal cost() {
    BigDecimal total = BigDecimal.ZERO;
    for (TraceEvent call : calls()) {
      CallCost cost = CallCost.of(call);
      if (cost.usd() == null) {
        failWithMessage("No price is known (%s) for%n%s", cost.reason(), shown(List.of(call)));
      }
      total = total.add(cost.usd());
    }
    return total;
  }

  private List<TraceEvent> calls() {
    isNotNull();
    return actual.calls();
  }

  private static String shown(List<TraceEvent> calls) {
    return calls.stream().map(TraceAssert::shown).collect(Collectors.joining("\n"));
  }

  private static String shown(TraceEvent call) {
    return "  "
        + call.agentSlug()
        + " "
        + call.model()
        + " in="
        + call.inputTokens()
        + " out="
        + call.outputTokens()
        + " cost="
        + CallCost.of(call)
        + (call.isError() ? " error=" + call.errorType() : "");
  }
}
