// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import static io.github.tracequeue.store.rollup.Calls.NOON;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Tokens;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class RollupTest {

  private final Calls calls = new Calls();

  @Test
  void add_severalCalls_sumsAreExact() {
    StoredTrace call = calls.call(NOON);
    Rollup rollup =
        rollup(
            Calls.withCost(call, CallCost.priced(new BigDecimal("0.0000001"), "row")),
            Calls.withCost(call, CallCost.priced(new BigDecimal("1000000"), "row")),
            Calls.withLatency(call, 300, true),
            Calls.withCost(call, CallCost.unpriced("unknown_model")));

    assertThat(rollup.sum(Measure.COST_USD)).isEqualByComparingTo("1000000.0100001");
    assertThat(rollup.count(Measure.CALLS)).isEqualTo(4);
    assertThat(rollup.count(Measure.STORED)).isEqualTo(4);
    assertThat(rollup.count(Measure.ERRORS)).isEqualTo(1);
    assertThat(rollup.count(Measure.UNPRICED)).isEqualTo(1);
    assertThat(rollup.count(Measure.OUTPUT_TOKENS)).isEqualTo(80);
    assertThat(rollup.latencies().count()).isEqualTo(4);
  }

  @Test
  void add_bothConventionsOfCounting_inputTokensContainTheCachedOnes() {
    StoredTrace call = calls.call(NOON);
    Rollup rollup =
        rollup(
            Calls.withTokens(call, new Tokens(100, 10, 60, 5, 4, 3, true)),
            Calls.withTokens(call, new Tokens(31, 10, 60, 5, 4, 3, false)));

    assertThat(rollup.count(Measure.INPUT_TOKENS)).isEqualTo(200);
    assertThat(rollup.count(Measure.CACHE_READ_TOKENS)).isEqualTo(120);
    assertThat(rollup.count(Measure.CACHE_WRITE_5M_TOKENS)).isEqualTo(10);
    assertThat(rollup.count(Measure.CACHE_WRITE_1H_TOKENS)).isEqualTo(8);
    assertThat(rollup.count(Measure.REASONING_TOKENS)).isEqualTo(6);
  }

  @Test
  void add_sampledCall_countsByItsWeight() {
    Rollup rollup =
        rollup(calls.call(NOON).withSampleWeight(2.5), calls.call(NOON).withSampleWeight(1));

    assertThat(rollup.sum(Measure.CALLS)).isEqualByComparingTo("3.5");
    assertThat(rollup.count(Measure.STORED)).isEqualTo(2);
    assertThat(rollup.sum(Measure.COST_USD)).isEqualByComparingTo("0.035");
    assertThat(rollup.latencies().count()).isEqualTo(3.5);
  }

  @Test
  void add_prompts_areCountedByHashAndKey() {
    StoredTrace call = calls.call(NOON);
    Rollup rollup =
        rollup(
            call,
            Calls.withPrompt(call, "", null),
            Calls.withPrompt(call, "8e0c1f95df58011e", null),
            Calls.withPrompt(call, "8e0c1f95df58011e", null),
            Calls.withPrompt(call, "8e0c1f95df58011e", "k1"));

    assertThat(rollup.prompts().calls())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "empty", BigDecimal.ONE,
                "8e0c1f95df58011e", new BigDecimal(2),
                "8e0c1f95df58011e/k1", BigDecimal.ONE));
    assertThat(rollup.prompts().otherCalls()).isZero();
  }

  @Test
  void add_aPromptForEachCall_mostUsedAreNamedAndTheOthersCounted() {
    Rollup.Builder builder = Rollup.builder();
    StoredTrace call = calls.call(NOON);
    for (int i = 0; i < 5_000; i++) {
      builder.add(Calls.withPrompt(call, Integer.toHexString(0x10000 + i), null));
    }
    builder.add(Calls.withPrompt(call, "10003", null));
    PromptUse prompts = builder.build().prompts();

    assertThat(prompts.calls()).hasSize(PromptUse.MAX_PROMPTS).containsEntry("10003", big(2));
    assertThat(prompts.otherCalls()).isEqualByComparingTo(big(5_001 - 17));
  }

  @Test
  void plus_twoRollups_isTheRollupOfAllCalls() {
    StoredTrace first = calls.call(NOON);
    StoredTrace second = Calls.withLatency(calls.call(NOON), 90, true);

    assertThat(rollup(first).plus(rollup(second))).isEqualTo(rollup(first, second));
    assertThat(rollup(first).plus(Rollup.EMPTY)).isEqualTo(rollup(first));
  }

  @Test
  void read_writtenItem_isTheSame() {
    Rollup rollup =
        rollup(
            Calls.withPrompt(calls.call(NOON), "8e0c1f95df58011e", null),
            Calls.withLatency(calls.call(NOON), 0, true));
    for (String provider : List.of("", "aws.bedrock", "a#b%23c")) {
      RollupKey hour = RollupKey.ofHour("cto", calls.call("cto", provider, "a#model", NOON));
      assertThat(RollupItem.read("cto", RollupItem.sealedHour(hour, rollup).write().item()).key())
          .isEqualTo(hour);
      assertThat(hour.model()).isEqualTo("a#model");
      assertThat(hour.provider()).isEqualTo(provider);
    }
    RollupKey hour = RollupKey.ofHour("cto", calls.call(NOON));
    RollupKey day = hour.ofDay();

    for (RollupItem item :
        List.of(
            RollupItem.openHour(hour, rollup, Rollup.EMPTY),
            RollupItem.openHour(hour, rollup, rollup))) {
      assertThat(RollupItem.read("cto", item.write().item())).isEqualTo(item);
    }
    assertThat(
            RollupItem.read(
                "cto",
                RollupItem.day(day, rollup, Hour.of(NOON)).write().number("token", 1).item()))
        .isEqualTo(RollupItem.day(day, rollup, Hour.of(NOON)));
  }

  @Test
  void write_sumWithMoreDigitsThanTheTableTakes_isRounded() {
    StoredTrace call =
        Calls.withCost(
            calls.call(NOON), CallCost.priced(new BigDecimal("1234.567890123456789"), "row"));
    Rollup rollup = rollup(call.withSampleWeight(1.0 / 0.3), call.withSampleWeight(1e12));

    Map<String, AttributeValue> item =
        RollupItem.openHour(RollupKey.ofHour("cto", call), rollup, rollup).write().item();

    String cost = requireNonNull(item.get("cost_usd")).n();
    assertThat(new BigDecimal(cost).precision()).isLessThanOrEqualTo(34);
  }

  private static BigDecimal big(long number) {
    return BigDecimal.valueOf(number);
  }

  private static Rollup rollup(StoredTrace... calls) {
    Rollup.Builder builder = Rollup.builder();
    List.of(calls).forEach(builder::add);
    return builder.build();
  }
}
