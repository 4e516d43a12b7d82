// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.budget;

import io.github.tracequeue.budget.BudgetStatus.Level;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The daily budget of one agent. {@link #status} only reads memory; a daemon thread refreshes it
 * every 15 seconds while it is used. Thread-safe.
 *
 * <pre>{@code
 * if (Budget.of("cto").status().level() == BudgetStatus.Level.EXCEEDED) {
 *   return; // or Budget.of("cto").status().orThrow()
 * }
 * }</pre>
 *
 * <p>An agent can spend more than its budget: its burn rate multiplied by the time until a call is
 * counted and read (the client's linger, the queue's batch window, the refresh), plus the calls in
 * progress.
 */
public final class Budget {

  private final String agentSlug;
  private final BudgetReader reader;
  private final InstantSource clock;
  private final Runnable asked;
  private volatile @Nullable BudgetReading reading;
  private volatile String failure = "the budget was not read yet";
  private volatile Instant lastAsked = Instant.MIN;

  Budget(String agentSlug, BudgetReader reader, InstantSource clock, Runnable asked) {
    this.agentSlug = agentSlug;
    this.reader = reader;
    this.clock = clock;
    this.asked = asked;
  }

  /**
   * Returns the budget of an agent in the table that {@code TRACEQUEUE_TABLE} names, with the
   * default region and credentials of the AWS SDK. Performs no I/O and returns the same object each
   * time.
   */
  public static Budget of(String agentSlug) {
    return DefaultGuard.GUARD.budget(agentSlug);
  }

  /**
   * Returns the status from memory. It is {@link Level#UNKNOWN} until the first read has finished,
   * and if no read succeeded for two minutes; {@link #refresh} waits for a read.
   */
  public BudgetStatus status() {
    Instant now = clock.instant();
    lastAsked = now;
    BudgetStatus status = status(now);
    asked.run();
    return status;
  }

  /**
   * Reads the table, for a few seconds at most, and returns the status. Never throws: if the read
   * fails, the status is that of the last read. Use it at the start of an agent. In Lambda, use it
   * next to the flush of the calls, because threads are frozen between invocations.
   */
  public BudgetStatus refresh() {
    lastAsked = clock.instant();
    read();
    return status(clock.instant());
  }

  /** Reads the table, one read at a time; keeps a failure as the reason. */
  synchronized void read() {
    Instant now = clock.instant();
    try {
      reading = reader.read(agentSlug, now);
    } catch (RuntimeException e) {
      failure = "the budget could not be read: " + e.getMessage();
    }
  }

  /** The time of the last request for the status. */
  Instant lastAsked() {
    return lastAsked;
  }

  private BudgetStatus status(Instant now) {
    BudgetReading current = reading;
    return current == null
        ? new BudgetStatus(agentSlug, Level.UNKNOWN, null, null, null, failure)
        : current.status(agentSlug, now);
  }

  /** Created at the first use. */
  private static final class DefaultGuard {
    private static final BudgetGuard GUARD = BudgetGuard.fromEnvironment(System.getenv());
  }
}
