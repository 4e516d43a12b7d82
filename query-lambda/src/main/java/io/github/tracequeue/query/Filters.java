// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.Cursor;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.TraceFilter;
import io.github.tracequeue.store.TraceQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters that several routes share. */
final class Filters {

  static final Pattern AGENT_SLUG = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
  static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:#+/@-]{0,127}");
  private static final Pattern PROMPT_HASH = Pattern.compile("([0-9a-f]{16})?");
  private static final Map<String, Boolean> STATUS = Map.of("ok", false, "error", true);

  private Filters() {}

  /** The requested list of calls. */
  static TraceQuery traces(Parameters parameters, Instant now) {
    String agent = agent(parameters);
    BigDecimal minCost = parameters.amount("min_cost_usd");
    int minLatency = parameters.number("min_latency_ms", -1, 0, 86_400_000);
    TraceFilter filter =
        new TraceFilter(
            parameters.text("model"),
            parameters.text("provider"),
            parameters.choice("status", STATUS),
            parameters.matching("run_id", RUN_ID, "a run id"),
            minCost,
            minLatency < 0 ? null : (long) minLatency,
            parameters.matching("prompt_hash", PROMPT_HASH, "16 hex digits, or empty"),
            parameters.tags("tag"));
    TimeRange range = parameters.range(now);
    return new TraceQuery(agent, range == null ? TimeRange.ALL : range, filter);
  }

  static @Nullable String agent(Parameters parameters) {
    return parameters.matching("agent", AGENT_SLUG, "an agent's slug, for example cto");
  }

  static @Nullable Cursor cursor(Parameters parameters, Function<String, Optional<Cursor>> parser) {
    String text = parameters.text("cursor");
    if (text == null) {
      return null;
    }
    Optional<Cursor> cursor = parser.apply(text);
    if (cursor.isEmpty()) {
      parameters.error("cursor", "does not belong to this list; start again without it");
    }
    return cursor.orElse(null);
  }
}
