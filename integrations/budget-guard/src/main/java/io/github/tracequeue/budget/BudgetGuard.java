// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Keeps the budgets of one table in memory. Its daemon thread runs while budgets are used, and ends
 * ten minutes after the last use. Thread-safe.
 */
public final class BudgetGuard implements AutoCloseable {

  /** The refresh interval. */
  private static final Duration REFRESH = Duration.ofSeconds(15);

  /** A budget that was not used for this time is no longer refreshed. */
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final BudgetReader reader;
  private final InstantSource clock;
  private final Duration refresh;
  private final Map<String, Budget> budgets = new ConcurrentHashMap<>();
  private final AtomicBoolean running = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor thread;

  BudgetGuard(BudgetReader reader, InstantSource clock, Duration refresh) {
    this.reader = reader;
    this.clock = clock;
    this.refresh = refresh;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread daemon = new Thread(work, "tracequeue-budget");
              daemon.setDaemon(true);
              return daemon;
            });
    thread.setKeepAliveTime(1, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Creates a guard. The caller closes the client after the guard. Performs no I/O. */
  public static BudgetGuard create(DynamoDbClient dynamoDb, String tableName, InstantSource clock) {
    return new BudgetGuard(new TableReader(() -> dynamoDb, tableName), clock, REFRESH);
  }

  static BudgetGuard fromEnvironment(Map<String, String> environment) {
    String table = environment.getOrDefault("TRACEQUEUE_TABLE", "");
    BudgetReader reader =
        table.isBlank()
            ? (agentSlug, now) -> {
              throw new IllegalStateException("TRACEQUEUE_TABLE is not set");
            }
            : new TableReader(TableReader::defaultClient, table);
    return new BudgetGuard(reader, InstantSource.system(), REFRESH);
  }

  /** Returns an agent's budget; the same object each time. */
  public Budget budget(String agentSlug) {
    return budgets.computeIfAbsent(
        agentSlug, slug -> new Budget(slug, reader, clock, this::keepRunning));
  }

  /** Stops the refresh. Every status then becomes UNKNOWN when it is too old. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** Whether budgets are refreshed. */
  boolean isRunning() {
    return running.get();
  }

  private void keepRunning() {
    if (running.compareAndSet(false, true)) {
      try {
        thread.execute(this::refreshAll);
      } catch (RejectedExecutionException e) {
        // Closed: the values in memory expire.
      }
    }
  }

  private void refreshAll() {
    budgets.values().stream().filter(this::isAskedFor).forEach(Budget::read);
    if (budgets.values().stream().anyMatch(this::isAskedFor)) {
      scheduleNext();
      return;
    }
    running.set(false);
    // A budget may have been used just before.
    if (budgets.values().stream().anyMatch(this::isAskedFor)) {
      keepRunning();
    }
  }

  private void scheduleNext() {
    try {
      ScheduledFuture<?> unused =
          thread.schedule(this::refreshAll, refresh.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closed.
    }
  }

  private boolean isAskedFor(Budget budget) {
    Instant since = clock.instant().minus(IDLE);
    return budget.lastAsked().isAfter(since);
  }
}
