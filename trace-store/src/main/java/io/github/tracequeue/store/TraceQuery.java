// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Selects the calls to list.
 *
 * @param agentSlug the agent; null for all agents
 * @param range the time range
 * @param filter the filter
 */
public record TraceQuery(@Nullable String agentSlug, TimeRange range, TraceFilter filter) {

  /** The calls of all agents. */
  public static TraceQuery ofAllAgents() {
    return new TraceQuery(null, TimeRange.ALL, TraceFilter.NONE);
  }

  /** The calls of one agent. */
  public static TraceQuery ofAgent(String agentSlug) {
    return new TraceQuery(agentSlug, TimeRange.ALL, TraceFilter.NONE);
  }

  /** The same query with another range. */
  public TraceQuery within(TimeRange newRange) {
    return new TraceQuery(agentSlug, newRange, filter);
  }

  /** The same query with another filter. */
  public TraceQuery matching(TraceFilter newFilter) {
    return new TraceQuery(agentSlug, range, newFilter);
  }

  /** Parses a cursor from a page of this list; empty for any other text. */
  public Optional<Cursor> cursor(String text) {
    return Cursor.parse(text, listName());
  }

  // Excludes the range, because a range such as "the last hour" moves between two pages.
  String listName() {
    return "traces\n"
        + agentSlug
        + '\n'
        + filter.model()
        + '\n'
        + filter.provider()
        + '\n'
        + filter.failed()
        + '\n'
        + filter.runId()
        + '\n'
        + filter.minCostUsd()
        + '\n'
        + filter.minLatencyMillis()
        + '\n'
        + filter.promptHash()
        + '\n'
        + new TreeMap<>(filter.tags());
  }
}
