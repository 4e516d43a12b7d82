// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.budget.BudgetReading.Counter;
import io.github.tracequeue.budget.BudgetStatus.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The refresh of budgets by a thread. */
final class BudgetGuardTest {

  private final Semaphore reads = new Semaphore(0);
  private volatile Instant now = Instant.parse("2026-11-23T12:00:00Z");

  private BudgetReading read(String agentSlug, Instant at) {
    reads.release();
    return new BudgetReading(
        Map.of(
            LocalDate.ofInstant(at, ZoneOffset.UTC),
            new Counter(BigDecimal.ONE, 0, BigDecimal.TEN)),
        null,
        at);
  }

  @Test
  void status_firstQuestion_beginsTheRefreshWhichGoesOn() throws InterruptedException {
    try (BudgetGuard guard = guard()) {
      assertThat(guard.budget("cto").status().level()).isEqualTo(Level.UNKNOWN);

      assertThat(reads.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();
      assertThat(guard.budget("cto").status().level()).isEqualTo(Level.OK);
    }
  }

  @Test
  void budget_withoutAQuestion_isNotRead() throws InterruptedException {
    try (BudgetGuard guard = guard()) {
      Budget silent = guard.budget("sre");
      guard.budget("cto").status();

      assertThat(reads.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();
      assertThat(silent.lastAsked()).isEqualTo(Instant.MIN);
    }
  }

  @Test
  void refresh_afterTenMinutesWithoutAQuestion_endsAndBeginsWithTheNextOne()
      throws InterruptedException {
    try (BudgetGuard guard = guard()) {
      guard.budget("cto").status();
      assertThat(reads.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();

      now = now.plus(Duration.ofMinutes(10));
      awaitEnd(guard);
      reads.drainPermits();

      assertThat(guard.budget("cto").status().level()).isEqualTo(Level.UNKNOWN);
      assertThat(reads.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void status_whileAReadHangs_answersFromMemory() throws InterruptedException {
    Semaphore release = new Semaphore(0);
    try (BudgetGuard guard =
        new BudgetGuard(
            (agentSlug, at) -> {
              BudgetReading reading = read(agentSlug, at);
              release.acquireUninterruptibly();
              return reading;
            },
            () -> now,
            Duration.ofMillis(1))) {
      Budget budget = guard.budget("cto");
      budget.status();
      assertThat(reads.tryAcquire(1, 10, TimeUnit.SECONDS)).isTrue();

      assertThat(budget.status().level()).isEqualTo(Level.UNKNOWN);
      release.release(1_000_000);
    }
  }

  @Test
  void status_afterClose_getsOld() {
    BudgetGuard guard = guard();
    Budget budget = guard.budget("cto");
    budget.refresh();
    guard.close();

    assertThat(budget.status().level()).isEqualTo(Level.OK);
    now = now.plus(Duration.ofMinutes(3));
    assertThat(budget.status().level()).isEqualTo(Level.UNKNOWN);
  }

  private static void awaitEnd(BudgetGuard guard) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (guard.isRunning() && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    assertThat(guard.isRunning()).isFalse();
  }

  private BudgetGuard guard() {
    return new BudgetGuard(this::read, () -> now, Duration.ofMillis(1));
  }
}
