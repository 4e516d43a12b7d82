// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.limit;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The state of one limit of an agent.
 *
 * @param agentSlug the agent; {@code *} for all agents together
 * @param kind the kind of limit
 * @param level the level
 * @param since when the level was reached
 * @param summary one sentence that describes it
 * @param occasion identifies the cause, such as a day of spending, so that each cause gets one
 *     notice; null if the level is enough
 * @param fineSince since when the condition is false while the level still applies; null while it
 *     is true
 * @param notified whether a notice was sent
 * @param changedAt when this was written
 * @param version increases with each change
 */
public record LimitState(
    String agentSlug,
    String kind,
    Level level,
    Instant since,
    String summary,
    @Nullable String occasion,
    @Nullable Instant fineSince,
    boolean notified,
    Instant changedAt,
    long version) {

  /** The levels, from best to worst. */
  public enum Level {
    OK,
    WARNING,
    BREACHED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The value in the table and in notices. */
    public String wireName() {
      return wireName;
    }
  }

  /** The state of a limit that was never evaluated. */
  public static LimitState unknown(String agentSlug, String kind, Instant now) {
    return new LimitState(agentSlug, kind, Level.OK, now, "", null, null, true, now, 0);
  }

  /** The state after a notice was sent. */
  public LimitState notified(Instant now) {
    return new LimitState(
        agentSlug, kind, level, since, summary, occasion, fineSince, true, now, version + 1);
  }

  /** The state after the breach ended without a notice. */
  public LimitState over(Instant now) {
    return new LimitState(
        agentSlug, kind, Level.OK, now, summary, null, null, true, now, version + 1);
  }

  /** The same state with a new version. */
  public LimitState next(Instant now) {
    return new LimitState(
        agentSlug, kind, level, since, summary, occasion, fineSince, notified, now, version + 1);
  }

  /** Whether the level is warning or breached. */
  public boolean isOpen() {
    return level != Level.OK;
  }
}
