// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one limit of an agent stands.
 *
 * @param agentSlug the agent, or {@code *} for all agents together
 * @param kind which of its limits
 * @param level how far it is breached
 * @param since when the level was reached
 * @param summary what people were told, one sentence
 * @param eventKey what the level is about, so that the same is not told twice; null where nothing
 *     but the level tells
 */
public record LimitState(
    String agentSlug,
    String kind,
    Level level,
    Instant since,
    String summary,
    @Nullable String eventKey) {

  /** How far a limit is breached. */
  public enum Level {
    OK,
    WARNING,
    BREACHED
  }
}
