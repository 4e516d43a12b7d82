// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class BudgetsTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-23");
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final Budgets budgets =
      Budgets.create(
          DynamoDbLocal.client(), DynamoDbLocal.newTable(TableSchema::createTableRequest));

  @Test
  void get_noCounter_isZeroWithoutALimit() {
    Budget budget = budgets.get("cto", DAY);

    assertThat(budget.spentUsd()).isZero();
    assertThat(budget.unpriced()).isZero();
    assertThat(budget.limitUsd()).isNull();
    assertThat(budget.correctedAt()).isNull();
  }

  @Test
  void show_budgetWithAnOverride_hasBothAndNoOtherDay() {
    assertThat(budgets.show("cto", NOON)).isEmpty();
    budgets.correct(budgets.get("cto", DAY.minusDays(1)), usd("9"), 0, usd("20"), NOON);
    budgets.add("cto", DAY, usd("1"), 0);
    assertThat(budgets.show("cto", NOON)).as("no limit is known").isEmpty();
    budgets.correct(budgets.get("cto", DAY), usd("4"), 1, usd("20"), NOON);
    budgets.correct(budgets.get("cto", DAY.plusDays(1)), usd("0"), 0, usd("20"), NOON);
    assertThat(budgets.show("cto", NOON))
        .contains(new Budgets.Shown(budgets.get("cto", DAY), null));
    budgets.override("cto", usd("50"), NOON.plusSeconds(60));

    assertThat(budgets.show("cto", NOON))
        .contains(
            new Budgets.Shown(
                budgets.get("cto", DAY),
                new Budgets.LimitOverride(usd("50"), NOON.plusSeconds(60))));
    assertThat(budgets.show("cto", NOON.plusSeconds(60)).orElseThrow().override()).isNull();
  }

  @Test
  void add_severalBatches_isTheirSum() {
    budgets.add("cto", DAY, usd("0.0000001"), 0);
    budgets.add("cto", DAY, usd("2.5"), 3);
    budgets.add("cto", DAY.plusDays(1), usd("7"), 0);
    budgets.add("sre", DAY, usd("7"), 0);

    assertThat(budgets.get("cto", DAY).spentUsd()).isEqualByComparingTo("2.5000001");
    assertThat(budgets.get("cto", DAY).unpriced()).isEqualTo(3);
  }

  @Test
  void correct_counterThatMissedABatch_tellsWhatTheCallsComeTo() {
    budgets.add("cto", DAY, usd("2.5"), 3);
    budgets.correct(budgets.get("cto", DAY), usd("4"), 1, usd("20"), NOON);
    budgets.add("cto", DAY, usd("1"), 0);

    Budget budget = budgets.get("cto", DAY);
    assertThat(budget.spentUsd()).isEqualByComparingTo("5");
    assertThat(budget.unpriced()).isEqualTo(1);
    assertThat(budget.limitUsd()).isEqualByComparingTo("20");
    assertThat(budget.correctedAt()).isEqualTo(NOON);

    budgets.correct(budget, usd("3"), 0, usd("10"), NOON.plusSeconds(300));
    assertThat(budgets.get("cto", DAY).spentUsd()).isEqualByComparingTo("3");
    assertThat(budgets.get("cto", DAY).limitUsd()).isEqualByComparingTo("10");
  }

  @Test
  void correct_callsAddedMeanwhile_countTwiceUntilTheNextCorrection() {
    budgets.add("cto", DAY, usd("1"), 0);
    Budget seen = budgets.get("cto", DAY);
    budgets.add("cto", DAY, usd("2"), 0);
    budgets.correct(seen, usd("3"), 0, usd("20"), NOON);
    assertThat(budgets.get("cto", DAY).spentUsd()).isEqualByComparingTo("5");

    budgets.correct(budgets.get("cto", DAY), usd("3"), 0, usd("20"), NOON);
    assertThat(budgets.get("cto", DAY).spentUsd()).isEqualByComparingTo("3");
  }

  private static BigDecimal usd(String amount) {
    return new BigDecimal(amount);
  }
}
