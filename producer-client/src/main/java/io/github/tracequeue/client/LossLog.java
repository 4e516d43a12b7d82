// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One warning per interval about events lost and requests failing, with counts. For the sender's
 * thread, apart from {@link #invalid}.
 */
final class LossLog {
  static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Failures in a row that are still the network's usual noise. */
  private static final long QUIET_FAILURES = 3;

  private final Ledger ledger;
  private final Health health;
  private final LongSupplier nanos;
  private final Consumer<String> warnings;
  private LossCounts told = LossCounts.NONE;
  private boolean spoken;
  private long lastNanos;
  private @Nullable Failure failure;
  private volatile @Nullable String invalidField;

  LossLog(Ledger ledger, Health health, LongSupplier nanos, Consumer<String> warnings) {
    this.ledger = ledger;
    this.health = health;
    this.nanos = nanos;
    this.warnings = warnings;
  }

  /**
   * Keeps what the next warning names as the fault of an invalid event. May come from any thread.
   */
  void invalid(String field) {
    invalidField = field;
  }

  /** Keeps the outcome of an attempt: a failure, or null. */
  void failure(@Nullable Failure newFailure) {
    failure = newFailure;
  }

  void warnIfDue() {
    if ((hasLosses() || isFailing()) && isOver()) {
      String warning = warning();
      spoken = true;
      lastNanos = nanos.getAsLong();
      warnings.accept(warning);
    }
  }

  /**
   * When there will be something to tell even if nothing happens until then, or the largest number.
   */
  long nanosUntilDue() {
    return hasLosses()
        ? Math.max(1, INTERVAL_NANOS - (nanos.getAsLong() - lastNanos))
        : Long.MAX_VALUE;
  }

  private boolean isOver() {
    return !spoken || nanos.getAsLong() - lastNanos >= INTERVAL_NANOS;
  }

  private boolean isFailing() {
    Failure last = failure;
    return last != null && (last.kind.opensCircuit() || health.failuresInRow() >= QUIET_FAILURES);
  }

  /** Whether losses were counted that no warning has told. */
  boolean hasLosses() {
    return untold().total() > 0;
  }

  private LossCounts untold() {
    LossCounts untold = ledger.dropped().minus(told);
    // A warning about re-entrant events would make one more of them, where a log handler records
    // events.
    return untold.plus(DropReason.REENTRANT, -untold.of(DropReason.REENTRANT));
  }

  private String warning() {
    var text = new StringJoiner("; ", "Traces are being lost or delayed: ", "");
    LossCounts untold = untold();
    for (DropReason reason : DropReason.values()) {
      if (untold.of(reason) > 0) {
        text.add(reason.label() + " " + untold.of(reason));
      }
    }
    told = told.plus(untold);
    Failure last = failure;
    if (last != null) {
      text.add("last failure: " + last.detail);
    }
    String field = invalidField;
    if (field != null) {
      text.add("last invalid field: " + field);
      invalidField = null;
    }
    return text.toString();
  }
}
