// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which calls to list.
 *
 * @param agentSlug the agent that made them, null for all agents
 * @param range when they were made
 * @param filter what they must be like
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

  /** The same list, of another time. */
  public TraceQuery within(TimeRange newRange) {
    return new TraceQuery(agentSlug, newRange, filter);
  }

  /** The same list, filtered. */
  public TraceQuery matching(TraceFilter newFilter) {
    return new TraceQuery(agentSlug, range, newFilter);
  }

  /** The cursor that a page of this list gave; empty for any other text. */
  public Optional<Cursor> cursor(String text) {
    return Cursor.parse(text, listName());
  }

  // Without the range: a window like "the last hour" moves while somebody pages through it.
  String listName() {
    return "traces\n"
        + agentSlug
        + '\n'
        + filter.model()
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
