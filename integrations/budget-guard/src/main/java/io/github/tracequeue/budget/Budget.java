// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.budget;

import io.github.tracequeue.budget.BudgetStatus.Level;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One agent's budget of the day. {@link #status} reads memory only; a daemon thread refreshes it
 * every 15 seconds while anybody asks. Thread-safe.
 *
 * <pre>{@code
 * if (Budget.of("cto").status().level() == BudgetStatus.Level.EXCEEDED) {
 *   return; // or Budget.of("cto").status().orThrow()
 * }
 * }</pre>
 *
 * <p>An agent can spend more than its budget: its burn rate times the time that a call takes to be
 * counted and read (the client's linger, the queue's batch window, the refresh), and the calls
 * under way.
 */
public final class Budget {

  private final String agentSlug;
  private final BudgetReader reader;
  private final InstantSource clock;
  private final Runnable asked;
  private volatile @Nullable Reading reading;
  private volatile String failure = "it was not read yet";
  private volatile Instant lastAsked = Instant.MIN;

  Budget(String agentSlug, BudgetReader reader, InstantSource clock, Runnable asked) {
    this.agentSlug = agentSlug;
    this.reader = reader;
    this.clock = clock;
    this.asked = asked;
  }

  /**
   * The budget of an agent in the table that the variable {@code TRACEQUEUE_TABLE} names, with the
   * AWS SDK's own region and credentials. Does no I/O, and gives the same object each time.
   */
  public static Budget of(String agentSlug) {
    return DefaultGuard.GUARD.budget(agentSlug);
  }

  /**
   * How much is spent, from memory. {@link Level#UNKNOWN} where the table could not be read for two
   * minutes, and until the first read is done: {@link #refresh} waits for it.
   */
  public BudgetStatus status() {
    Instant now = clock.instant();
    lastAsked = now;
    BudgetStatus status = status(now);
    asked.run();
    return status;
  }

  /**
   * Reads the table, for at most some seconds, and returns the status. Never throws: where the read
   * fails, the status is that of the last one. For the start of an agent, and for Lambda beside the
   * flush of its calls, because its threads stand still between invocations.
   */
  public BudgetStatus refresh() {
    lastAsked = clock.instant();
    read();
    return status(clock.instant());
  }

  /** Reads the table, one read after the other; what fails is kept as the reason. */
  synchronized void read() {
    Instant now = clock.instant();
    try {
      reading = reader.read(agentSlug, now);
    } catch (RuntimeException e) {
      failure = "it could not be read: " + e.getMessage();
    }
  }

  /** When somebody last asked. */
  Instant lastAsked() {
    return lastAsked;
  }

  private BudgetStatus status(Instant now) {
    Reading current = reading;
    return current == null
        ? new BudgetStatus(agentSlug, Level.UNKNOWN, null, null, null, failure)
        : current.status(agentSlug, now);
  }

  /** Made at its first use. */
  private static final class DefaultGuard {
    private static final BudgetGuard GUARD = BudgetGuard.fromEnvironment(System.getenv());
  }
}
