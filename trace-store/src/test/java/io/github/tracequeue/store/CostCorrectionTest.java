// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static io.github.tracequeue.store.Traces.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.store.CostCorrection.Outcome;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Costs change in the table only as far as their reader has seen them. */
final class CostCorrectionTest {

  private static final CallCost PRICED = CallCost.priced(new BigDecimal("0.0123"), "row-2");
  private static final CallCost UNPRICED = CallCost.unpriced("no_batch_price");

  private final String table = DynamoDbLocal.newTable(TableSchema::createTableRequest);
  private final CostCorrection correction = correction(1);

  @Test
  void correct_unpriced_getsAmountAndRowAndNothingElseChanges() {
    StoredTrace stored = put(Traces.minimal("e-1", NOON), 1);

    assertThat(correction.correct(stored, PRICED)).isEqualTo(Outcome.WRITTEN);

    assertThat(items()).hasSize(1);
    assertThat(items().get(0))
        .containsEntry("cost_usd", AttributeValue.fromN("0.0123"))
        .containsEntry("writer", AttributeValue.fromS("w#e-1"))
        .doesNotContainKey("unpriced_reason");
    assertThat(read(1)).containsExactly(Traces.withCost(stored, PRICED));
  }

  @Test
  void correct_pricedThatHasNoPriceAnyMore_losesAmountAndRow() {
    StoredTrace stored = put(Traces.full("e-1", NOON), 1);

    assertThat(correction.correct(stored, UNPRICED)).isEqualTo(Outcome.WRITTEN);

    assertThat(items().get(0)).doesNotContainKeys("cost_usd", "price_row");
    assertThat(read(1)).containsExactly(Traces.withCost(stored, UNPRICED));
  }

  @Test
  void correct_changedSinceItWasRead_leavesItAsItIs() {
    StoredTrace stored = put(Traces.full("e-1", NOON), 1);
    CallCost meanwhile = CallCost.priced(new BigDecimal("7"), "row-3");
    assertThat(correction.correct(stored, meanwhile)).isEqualTo(Outcome.WRITTEN);

    assertThat(correction.correct(stored, PRICED)).isEqualTo(Outcome.CHANGED);
    assertThat(read(1)).containsExactly(Traces.withCost(stored, meanwhile));
  }

  @Test
  void correct_providerReportedMeanwhile_leavesItAsItIs() {
    StoredTrace stored = Traces.minimal("e-1", NOON);
    StoredTrace reported =
        put(Traces.withCost(stored, CallCost.providerReported(new BigDecimal("3"))), 1);

    assertThat(correction.correct(stored, PRICED)).isEqualTo(Outcome.CHANGED);
    assertThat(read(1)).containsExactly(reported);
  }

  @Test
  void correct_costThatWasReported_replacesItOnlyByOneOfOurs() {
    StoredTrace reported =
        put(
            Traces.withCost(
                Traces.minimal("e-1", NOON), CallCost.providerReported(new BigDecimal("3"))),
            1);

    assertThatThrownBy(
            () -> correction.correct(reported, CallCost.providerReported(BigDecimal.ONE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(correction.correct(reported, PRICED)).isEqualTo(Outcome.WRITTEN);
    assertThat(read(1)).containsExactly(Traces.withCost(reported, PRICED));
  }

  @Test
  void correct_priceOfTheMaker_isStoredAsSuchAndTakenAwayAgain() {
    StoredTrace stored = put(Traces.minimal("e-1", NOON), 1);
    CallCost byMaker = CallCost.pricedByMaker(BigDecimal.ONE, "anthropic/m");

    assertThat(correction.correct(stored, byMaker)).isEqualTo(Outcome.WRITTEN);
    assertThat(read(1)).containsExactly(Traces.withCost(stored, byMaker));
    assertThat(correction.correct(Traces.withCost(stored, byMaker), PRICED))
        .isEqualTo(Outcome.WRITTEN);
    assertThat(read(1)).containsExactly(Traces.withCost(stored, PRICED));
  }

  @Test
  void correct_twice_findsItUpToDate() {
    StoredTrace stored = put(Traces.minimal("e-1", NOON), 1);

    assertThat(correction.correct(stored, PRICED)).isEqualTo(Outcome.WRITTEN);
    assertThat(correction.correct(stored, PRICED)).isEqualTo(Outcome.UP_TO_DATE);
  }

  @Test
  void correct_itemThatIsGone_makesNone() {
    assertThat(correction(3).correct(Traces.minimal("e-1", NOON), PRICED)).isEqualTo(Outcome.GONE);
    assertThat(items()).isEmpty();
  }

  @Test
  void correct_itemOfAnotherWriterWithoutStatus_getsOne() {
    Map<String, AttributeValue> foreign =
        Map.of(
            "PK", AttributeValue.fromS("TYPE#llm_trace"),
            "SK", AttributeValue.fromS("2026-11-23T12:00:00.000Z#e-1"),
            "model", AttributeValue.fromS("m"));
    DynamoDbLocal.client().putItem(request -> request.tableName(table).item(foreign));

    assertThat(correction.correct(read(1).get(0), PRICED)).isEqualTo(Outcome.WRITTEN);
    assertThat(read(1).get(0).cost()).isEqualTo(PRICED);
  }

  @Test
  void correct_storedWhenThereWereFewerShards_isFound() {
    for (int i = 0; i < 8; i++) {
      put(Traces.minimal("e-" + i, NOON), 1);
    }
    put(Traces.minimal("e-1", NOON), 4);

    for (StoredTrace stored : read(4)) {
      assertThat(correction(4).correct(stored, PRICED)).isEqualTo(Outcome.WRITTEN);
    }
    assertThat(read(4)).hasSize(9).allMatch(trace -> trace.cost().equals(PRICED));
  }

  private CostCorrection correction(int shards) {
    return CostCorrection.create(DynamoDbLocal.client(), table, new Shards(shards));
  }

  private StoredTrace put(StoredTrace trace, int shards) {
    TraceStore.create(
            DynamoDbLocal.client(),
            new TableOptions(table, new Shards(shards), Duration.ofDays(30)),
            () -> NOON)
        .put(trace, new WriteToken("w", trace.eventId()));
    return trace;
  }

  private List<StoredTrace> read(int shards) {
    return TraceReader.create(DynamoDbLocal.client(), table, new Shards(shards), () -> NOON)
        .traces(NOON, NOON.plusSeconds(1))
        .toList();
  }

  private List<Map<String, AttributeValue>> items() {
    return DynamoDbLocal.client().scan(request -> request.tableName(table)).items();
  }
}
