// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A valid {@code llm_trace}, not priced yet.
 *
 * @param eventId UUID in lower case
 * @param timestamp truncated to milliseconds
 * @param reportedCost the cost in US dollars that the provider reported, at most 12 decimals
 * @param repaired the contract's names of the fields that had an invalid value
 */
public record ParsedTrace(
    String eventId,
    Instant timestamp,
    String agentSlug,
    Call call,
    Tokens tokens,
    @Nullable BigDecimal reportedCost,
    TraceLinks links,
    Content content,
    Set<String> repaired)
    implements ParsedEvent {

  public ParsedTrace {
    repaired = Set.copyOf(repaired);
  }

  /** The trace to store. */
  public StoredTrace stored(CallCost cost, double sampleWeight) {
    return new StoredTrace(
        eventId, timestamp, agentSlug, call, tokens, cost, links, content, sampleWeight, repaired);
  }

  @Override
  public <R> R match(
      Function<ParsedTrace, R> trace,
      Function<ParsedRun, R> run,
      Function<RejectedEvent, R> rejected) {
    return trace.apply(this);
  }
}
