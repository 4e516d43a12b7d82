// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Selects the calls to list. A null field or a missing tag matches any value.
 *
 * @param model the model's name as sent by the producer
 * @param provider the provider as sent by the producer; empty for calls without one
 * @param failed whether the call failed
 * @param runId the run of the call
 * @param minCostUsd the minimum cost in US dollars; excludes unpriced calls
 * @param minLatencyMillis the minimum duration
 * @param promptHash 16 hex digits; empty for an empty prompt
 * @param tags the required values of tags, by name
 */
public record TraceFilter(
    @Nullable String model,
    @Nullable String provider,
    @Nullable Boolean failed,
    @Nullable String runId,
    @Nullable BigDecimal minCostUsd,
    @Nullable Long minLatencyMillis,
    @Nullable String promptHash,
    Map<String, String> tags) {

  /** Matches every call. */
  public static final TraceFilter NONE =
      new TraceFilter(null, null, null, null, null, null, null, Map.of());

  public TraceFilter {
    tags = Map.copyOf(tags);
  }

  /** Matches the calls of one run. */
  public static TraceFilter ofRun(String runId) {
    return new TraceFilter(null, null, null, runId, null, null, null, Map.of());
  }

  /** Whether the filter matches every call. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  FilterExpression.Builder addTo(FilterExpression.Builder condition) {
    condition
        .equal("model", model)
        .equalOrMissing("provider", provider)
        .equal("status", failed == null ? null : failed ? "error" : "ok")
        .equal("run_id", runId)
        .atLeast("cost_usd", minCostUsd)
        .atLeast(
            "latency_ms", minLatencyMillis == null ? null : BigDecimal.valueOf(minLatencyMillis))
        .equal("prompt_hash", promptHash);
    new TreeMap<>(tags).forEach((tag, value) -> condition.equalInMap("tags", tag, value));
    return condition;
  }
}
