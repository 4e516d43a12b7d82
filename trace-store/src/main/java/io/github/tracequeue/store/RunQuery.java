// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list.
 *
 * @param agentSlug whose runs, null for all agents
 * @param status how they stand, null for any
 */
public record RunQuery(@Nullable String agentSlug, StoredRun.@Nullable Status status) {

  /** The runs of all agents. */
  public static final RunQuery ALL = new RunQuery(null, null);

  /** The cursor that a page of this list gave; empty for any other text. */
  public Optional<Cursor> cursor(String text) {
    return Cursor.parse(text, listName());
  }

  String listName() {
    return "runs\n" + agentSlug + '\n' + status;
  }
}
