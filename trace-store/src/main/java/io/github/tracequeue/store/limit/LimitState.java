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
 * @param summary one sentence that says so
 * @param occasion what the level is about, such as a day of spending, so that each is told once;
 *     null where the level alone tells
 * @param fineSince since when the condition has not held any more although the level stands; null
 *     while it holds
 * @param told whether people were told
 * @param changedAt when this was written
 * @param version rises with each change
 */
public record LimitState(
    String agentSlug,
    String kind,
    Level level,
    Instant since,
    String summary,
    @Nullable String occasion,
    @Nullable Instant fineSince,
    boolean told,
    Instant changedAt,
    long version) {

  /** How far a limit is breached, from the best to the worst. */
  public enum Level {
    OK,
    WARNING,
    BREACHED
  }

  /** The state of a limit that was never looked at before. */
  public static LimitState unknown(String agentSlug, String kind, Instant now) {
    return new LimitState(agentSlug, kind, Level.OK, now, "", null, null, true, now, 0);
  }

  /** The same after people were told. */
  public LimitState told(Instant now) {
    return new LimitState(
        agentSlug, kind, level, since, summary, occasion, fineSince, true, now, version + 1);
  }

  /** The same, over and without anything to tell. */
  public LimitState over(Instant now) {
    return new LimitState(
        agentSlug, kind, Level.OK, now, summary, null, null, true, now, version + 1);
  }

  /** The same, written once more. */
  public LimitState next(Instant now) {
    return new LimitState(
        agentSlug, kind, level, since, summary, occasion, fineSince, told, now, version + 1);
  }

  /** Whether the limit is breached or near it. */
  public boolean isOpen() {
    return level != Level.OK;
  }
}
