// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Selects the runs to list.
 *
 * @param agentSlug the agent; null for all agents
 * @param status the status; null for any
 */
public record RunQuery(@Nullable String agentSlug, StoredRun.@Nullable Status status) {

  /** The runs of all agents. */
  public static final RunQuery ALL = new RunQuery(null, null);

  /** Parses a cursor from a page of this list; empty for any other text. */
  public Optional<Cursor> cursor(String text) {
    return Cursor.parse(text, listName());
  }

  String listName() {
    return "runs\n" + agentSlug + '\n' + status;
  }
}
