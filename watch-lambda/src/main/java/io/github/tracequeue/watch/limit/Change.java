// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitState.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of a limit's state.
 *
 * @param state the new state
 * @param news the notice to send; null for none
 */
public record Change(LimitState state, @Nullable News news) {

  /** The kind of notice. */
  public enum News {
    /** A warning or a breach began. */
    BEGAN,
    /** The breach is over. */
    ENDED
  }

  /** The change that a verdict causes; empty if the state stays the same. */
  public static Optional<Change> of(
      LimitState before, LimitKind kind, Verdict verdict, Instant now) {
    return switch (verdict.status()) {
      case NOT_JUDGED -> Optional.empty();
      case FINE -> fine(before, kind, now);
      case WARNING -> open(before, Level.WARNING, verdict, now);
      case BREACHED -> open(before, Level.BREACHED, verdict, now);
    };
  }

  /** The same state once more, because its notice was not sent. */
  public static Change repeat(LimitState state, Instant now) {
    return new Change(state.next(now), state.isOpen() ? News.BEGAN : News.ENDED);
  }

  private static Optional<Change> open(
      LimitState before, Level level, Verdict verdict, Instant now) {
    boolean sameOccasion = Objects.equals(before.occasion(), verdict.occasion());
    if (level.compareTo(before.level()) > 0 || (before.isOpen() && !sameOccasion)) {
      LimitState after =
          next(before, level, now, verdict.summary(), verdict.occasion(), null, false, now);
      return Optional.of(new Change(after, News.BEGAN));
    }
    if (level != before.level() || before.fineSince() != null) {
      // Milder than before, or back before it was over: the notice was already sent.
      return Optional.of(
          new Change(
              next(
                  before,
                  level,
                  before.since(),
                  before.summary(),
                  before.occasion(),
                  null,
                  before.notified(),
                  now),
              null));
    }
    return Optional.empty();
  }

  private static Optional<Change> fine(LimitState before, LimitKind kind, Instant now) {
    if (!before.isOpen()) {
      return Optional.empty();
    }
    Instant fineSince = before.fineSince() == null ? now : before.fineSince();
    if (Duration.between(fineSince, now).compareTo(kind.calm()) >= 0) {
      boolean sendsNotice = kind.hasEndNotice();
      LimitState after =
          next(before, Level.OK, now, before.summary(), null, null, !sendsNotice, now);
      return Optional.of(new Change(after, sendsNotice ? News.ENDED : null));
    }
    return before.fineSince() != null
        ? Optional.empty()
        : Optional.of(
            new Change(
                next(
                    before,
                    before.level(),
                    before.since(),
                    before.summary(),
                    before.occasion(),
                    now,
                    before.notified(),
                    now),
                null));
  }

  private static LimitState next(
      LimitState before,
      Level level,
      Instant since,
      String summary,
      @Nullable String occasion,
      @Nullable Instant fineSince,
      boolean notified,
      Instant now) {
    return new LimitState(
        before.agentSlug(),
        before.kind(),
        level,
        since,
        summary,
        occasion,
        fineSince,
        notified,
        now,
        before.version() + 1);
  }
}
