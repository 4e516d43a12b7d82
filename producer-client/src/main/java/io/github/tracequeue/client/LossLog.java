// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Logs one warning per minute about lost events and failing requests, with counts and causes. Only
 * for the sender's thread, except {@link #invalid} and {@link #hasUnloggedRefusals}.
 */
final class LossLog {
  static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Fewer consecutive failures than this are normal on a network. */
  private static final long FAILURES_TO_LOG = 3;

  private final Ledger ledger;
  private final Health health;
  private final Platform platform;
  private volatile long loggedRefusals;
  private volatile @Nullable String problem;
  private LossCounts logged = LossCounts.NONE;
  private @Nullable SendFailure failure;
  private boolean isFirst = true;
  private long lastNanos;

  LossLog(Ledger ledger, Health health, Platform platform) {
    this.ledger = ledger;
    this.health = health;
    this.platform = platform;
  }

  /** Keeps the problem of an invalid event for the next warning. */
  void invalid(String newProblem) {
    problem = newProblem;
  }

  /** Keeps a failure for the next warning. */
  void failed(SendFailure newFailure) {
    failure = newFailure;
  }

  /** A request succeeded: an earlier failure matters only for losses that are not logged yet. */
  void succeeded() {
    if (!hasUnloggedLosses()) {
      failure = null;
    }
  }

  void warnIfDue() {
    if ((hasUnloggedLosses() || isFailing()) && isIntervalOver()) {
      long refusals = ledger.refusals();
      LossCounts losses = unlogged();
      String warning = warning(losses);
      isFirst = false;
      lastNanos = platform.nanos().getAsLong();
      loggedRefusals = refusals;
      logged = logged.plus(losses);
      problem = null;
      platform.warnings().accept(warning);
    }
  }

  /** The time until a warning is due if nothing else happens; the largest number if none is. */
  long nanosUntilDue() {
    return hasUnloggedLosses()
        ? Math.max(1, INTERVAL_NANOS - (platform.nanos().getAsLong() - lastNanos))
        : Long.MAX_VALUE;
  }

  /** Whether an event was refused since the last warning. Thread-safe, allocates nothing. */
  boolean hasUnloggedRefusals() {
    return ledger.refusals() > loggedRefusals;
  }

  private boolean hasUnloggedLosses() {
    return unlogged().total() > 0;
  }

  private boolean isIntervalOver() {
    return isFirst || platform.nanos().getAsLong() - lastNanos >= INTERVAL_NANOS;
  }

  private boolean isFailing() {
    SendFailure last = failure;
    return last != null
        && health.failuresInRow() > 0
        && (last.kind().needsOperator() || health.failuresInRow() >= FAILURES_TO_LOG);
  }

  private LossCounts unlogged() {
    LossCounts unlogged = ledger.dropped().minus(logged);
    // If a log handler records events, a warning about re-entrant events would cause another.
    return unlogged.minus(
        LossCounts.of(DropReason.REENTRANT, unlogged.count(DropReason.REENTRANT)));
  }

  private String warning(LossCounts losses) {
    var text = new StringJoiner("; ", "Traces are lost or delayed: ", "");
    losses
        .toMap()
        .forEach(
            (reason, events) -> {
              if (events > 0) {
                text.add("dropped " + events + " (" + reason.label() + ")");
              }
            });
    SendFailure lastFailure = failure;
    if (lastFailure != null) {
      text.add("last failure: " + lastFailure.detail());
    }
    String lastProblem = problem;
    if (lastProblem != null) {
      text.add("last invalid event: " + lastProblem);
    }
    return text.toString();
  }
}
