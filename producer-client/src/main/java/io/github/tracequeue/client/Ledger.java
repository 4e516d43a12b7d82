// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Counts what happened to every event. Thread-safe and without locks: agents count refusals, the
 * sender counts what it takes, delivers and loses, and the thread that closes the client ends the
 * count.
 */
final class Ledger {
  private static final int MAX_READS = 1_000;

  private final Map<DropReason, AtomicLong> refused =
      Arrays.stream(DropReason.values())
          .collect(Collectors.toUnmodifiableMap(Function.identity(), reason -> new AtomicLong()));

  private final AtomicLong refusals = new AtomicLong();
  private final AtomicLong degraded = new AtomicLong();
  private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.NONE);
  private volatile boolean ended;

  /** Counts an event that was not accepted. Allocates nothing. */
  void refuse(DropReason reason) {
    Objects.requireNonNull(refused.get(reason)).incrementAndGet();
    refusals.incrementAndGet();
  }

  /** Events refused so far, for any reason. */
  long refusals() {
    return refusals.get();
  }

  /** Counts an event that was accepted without its text. */
  void degrade() {
    degraded.incrementAndGet();
  }

  void take(long events) {
    move(new Progress(events, 0, LossCounts.NONE));
  }

  void deliver(long events) {
    move(new Progress(0, events, LossCounts.NONE));
  }

  void lose(DropReason reason, long events) {
    move(new Progress(0, 0, LossCounts.of(reason, events)));
  }

  /** Counts an event that was taken and lost at once. */
  void takeAndLose(DropReason reason) {
    move(new Progress(1, 0, LossCounts.of(reason, 1)));
  }

  boolean isEnded() {
    return ended;
  }

  /**
   * Ends the count: accepted events that are neither delivered nor lost are lost to the shutdown,
   * and later results change nothing. An agent that finds {@link #isEnded} after its event was
   * accepted calls this again, because the first call may not have seen its event.
   */
  void end(LongSupplier accepted) {
    // Before `accepted` is read: the agent of an event that is accepted after the read sees this.
    ended = true;
    Progress at;
    do {
      at = progress();
    } while (!progress.compareAndSet(at, at.endedAt(accepted.getAsLong())));
  }

  /** Accepted events lost for this reason. */
  long lost(DropReason reason) {
    return progress().lost.count(reason);
  }

  /** Events refused and lost. */
  LossCounts dropped() {
    return progress().lost.plus(LossCounts.of(refused));
  }

  /**
   * The counts at one moment: the sender did not move on between the first read and the last, which
   * is the number of accepted events. If it moves on faster than this thread can read, its progress
   * is that of a moment earlier, and the events accepted since then count as queued.
   */
  Balance balance(LongSupplier accepted) {
    Progress at;
    LossCounts refusals;
    long admitted;
    int reads = 0;
    do {
      at = progress();
      refusals = LossCounts.of(refused);
      admitted = accepted.getAsLong();
      reads++;
    } while (!progress().equals(at) && reads < MAX_READS);
    return new Balance(
        admitted + refusals.total(),
        at.delivered,
        at.lost.plus(refusals),
        admitted - at.taken,
        at.taken - at.delivered - at.lost.total(),
        degraded.get());
  }

  private Progress progress() {
    return Objects.requireNonNull(progress.get());
  }

  private void move(Progress step) {
    Progress at;
    do {
      at = progress();
    } while (!ended && !progress.compareAndSet(at, at.plus(step)));
  }

  /** The counts at one moment, as {@link ClientStats} defines them. */
  record Balance(
      long recorded,
      long delivered,
      LossCounts dropped,
      long queued,
      long inFlight,
      long degraded) {}

  /**
   * What happened to the accepted events, in one value so that one read is consistent.
   *
   * @param taken events that left the queue
   * @param delivered those of them that were acknowledged
   * @param lost those of them that were given up
   */
  private record Progress(long taken, long delivered, LossCounts lost) {
    static final Progress NONE = new Progress(0, 0, LossCounts.NONE);

    Progress plus(Progress step) {
      return new Progress(taken + step.taken, delivered + step.delivered, lost.plus(step.lost));
    }

    Progress endedAt(long accepted) {
      long open = accepted - delivered - lost.total();
      return new Progress(accepted, delivered, lost.plus(LossCounts.of(DropReason.SHUTDOWN, open)));
    }
  }
}
