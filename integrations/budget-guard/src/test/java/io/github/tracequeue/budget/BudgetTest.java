// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.tracequeue.budget.BudgetStatus.Level;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.limit.Budgets;
import io.github.tracequeue.testkit.InProcessDynamoDb;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a guard reads from the counters that the store writes. */
final class BudgetTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final String table = InProcessDynamoDb.newTable(TableSchema::createTableRequest);
  private final Budgets counters = Budgets.create(InProcessDynamoDb.client(), table);
  private Instant now = NOON;
  private boolean down;
  private final Budget budget =
      new Budget(
          "cto",
          (agentSlug, at) -> {
            if (down) {
              throw new IllegalStateException("down");
            }
            return new TableReader(InProcessDynamoDb::client, table).read(agentSlug, at);
          },
          () -> now,
          () -> {});

  @ParameterizedTest
  @CsvSource({
    "0, 0, OK",
    "7.99, 0, OK",
    "8, 0, WARN",
    "9.99, 0, WARN",
    "10, 0, EXCEEDED",
    "7, 1, UNKNOWN",
    "9, 1, UNKNOWN",
    // What is not known can only add to it.
    "10, 1, EXCEEDED"
  })
  void refresh_spendingOfTheDay_tellsItsLevel(BigDecimal usd, long unpriced, Level level) {
    limit("10");
    counters.add("cto", day(), usd, unpriced);

    BudgetStatus status = budget.refresh();

    assertThat(status.level()).as(status.reason()).isEqualTo(level);
    assertThat(status.spentUsd()).isEqualByComparingTo(usd);
    assertThat(status.limitUsd()).isEqualByComparingTo("10");
    assertThat(status.age()).isEqualTo(Duration.ZERO);
    assertThat(budget.status()).isEqualTo(status);
  }

  @Test
  void refresh_counterThatIsCorrected_countsWithItsCorrection() {
    counters.add("cto", day(), new BigDecimal("3"), 2);
    counters.correct(
        counters.get("cto", day()), new BigDecimal("7"), 0, new BigDecimal("10"), NOON);
    counters.add("cto", day(), new BigDecimal("1"), 0);

    assertThat(budget.refresh().spentUsd()).isEqualByComparingTo("8");
    assertThat(budget.status().level()).isEqualTo(Level.WARN);
  }

  @Test
  void status_beforeTheFirstRead_isUnknown() {
    down = true;
    BudgetStatus status = budget.status();

    assertThat(status.level()).isEqualTo(Level.UNKNOWN);
    assertThat(status.age()).isNull();
    assertThat(budget.refresh().reason()).isEqualTo("the budget could not be read: down");
  }

  @Test
  void status_tableThatIsDown_isKnownForTwoMinutes() {
    limit("10");
    budget.refresh();
    down = true;

    now = NOON.plusSeconds(120);
    assertThat(budget.refresh().level()).isEqualTo(Level.OK);
    assertThat(budget.status().age()).isEqualTo(Duration.ofMinutes(2));
    now = NOON.plusSeconds(121);
    assertThat(budget.status().level()).isEqualTo(Level.UNKNOWN);
    assertThat(budget.status().reason())
        .isEqualTo("last read 121 seconds ago: $0 of $10 spent today");
  }

  @Test
  void status_exceededAndThenTooOld_isUnknown() {
    limit("1");
    counters.add("cto", day(), BigDecimal.ONE, 0);
    assertThat(budget.refresh().level()).isEqualTo(Level.EXCEEDED);

    now = NOON.plusSeconds(121);
    assertThat(budget.status().level()).isEqualTo(Level.UNKNOWN);
  }

  @Test
  void refresh_agentWithoutABudget_isUnknown() {
    assertThat(budget.refresh().level()).isEqualTo(Level.UNKNOWN);
    assertThat(budget.status().reason()).isEqualTo("the table has no budget for today");

    counters.add("cto", day(), BigDecimal.TEN, 0);
    assertThat(budget.refresh().level()).isEqualTo(Level.UNKNOWN);
    assertThat(budget.status().reason()).isEqualTo("the agent has no budget");
  }

  @Test
  void status_afterMidnight_isThatOfTheNextDaysCounter() {
    limit("10");
    counters.add("cto", day(), BigDecimal.TEN, 0);
    LocalDate tomorrow = day().plusDays(1);
    counters.correct(counters.get("cto", tomorrow), BigDecimal.ZERO, 0, new BigDecimal("10"), NOON);
    now = Instant.parse("2026-11-23T23:59:50Z");
    assertThat(budget.refresh().level()).isEqualTo(Level.EXCEEDED);

    now = Instant.parse("2026-11-24T00:00:00Z");
    assertThat(budget.status().level()).isEqualTo(Level.OK);
  }

  @Test
  void refresh_override_holdsUntilItExpires() {
    limit("10");
    counters.add("cto", day(), new BigDecimal("12"), 0);
    counters.override("cto", new BigDecimal("20"), NOON.plusSeconds(60));

    assertThat(budget.refresh().level()).isEqualTo(Level.OK);
    assertThat(budget.status().limitUsd()).isEqualByComparingTo("20");
    now = NOON.plusSeconds(60);
    assertThat(budget.status().level()).isEqualTo(Level.EXCEEDED);

    now = NOON;
    counters.endOverride("cto");
    assertThat(budget.refresh().level()).isEqualTo(Level.EXCEEDED);
  }

  @Test
  void orThrow_budgetThatIsSpent_throwsAndNothingElseDoes() {
    limit("10");
    assertThat(budget.status().orThrow()).isEqualTo(budget.status());
    assertThat(budget.refresh().orThrow().level()).isEqualTo(Level.OK);

    counters.add("cto", day(), new BigDecimal("10.5"), 0);
    BudgetStatus spent = budget.refresh();
    assertThatThrownBy(spent::orThrow)
        .hasMessage("cto: $10.5 of $10 spent today")
        .asInstanceOf(type(BudgetExceededException.class))
        .returns(spent, BudgetExceededException::status);
  }

  @Test
  void of_environmentWithoutATable_isUnknownAndSaysWhy() {
    try (BudgetGuard none = BudgetGuard.fromEnvironment(Map.of())) {
      BudgetStatus status = none.budget("cto").refresh();

      assertThat(status.level()).isEqualTo(Level.UNKNOWN);
      assertThat(status.reason()).contains("TRACEQUEUE_TABLE is not set");
      assertThat(none.budget("cto")).isSameAs(none.budget("cto"));
    }
  }

  private void limit(String usd) {
    counters.correct(counters.get("cto", day()), BigDecimal.ZERO, 0, new BigDecimal(usd), NOON);
  }

  private static LocalDate day() {
    return LocalDate.ofInstant(NOON, ZoneOffset.UTC);
  }
}
