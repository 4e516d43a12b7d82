// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.ItemReader;
import io.github.tracequeue.store.ItemWriter;
import io.github.tracequeue.store.TableSchema;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A rollup in the table.
 *
 * @param key the agent, the hour or day, the provider and the model
 * @param rollup the sums
 * @param base for an open hour, the part that is not read again; null if that is everything
 * @param sealed whether the hour was recomputed after its end; true for a day
 * @param through for a day, the last hour in it
 */
record RollupItem(
    RollupKey key, Rollup rollup, @Nullable Rollup base, boolean sealed, @Nullable Hour through) {

  /** The number of the run that claimed the period; missing while an hour is open. */
  static final String TOKEN = "token";

  /** The number of the run that wrote an open hour. */
  static final String RUN = "run";

  private static final String BASE = "base";
  private static final String THROUGH = "through";
  private static final String LATENCIES = "latencies";
  private static final String PROMPTS = "prompts";
  private static final String OTHER_PROMPTS = "other_prompts";

  static RollupItem openHour(RollupKey key, Rollup rollup, Rollup base) {
    return new RollupItem(key, rollup, base.equals(rollup) ? null : base, false, null);
  }

  static RollupItem sealedHour(RollupKey key, Rollup rollup) {
    return new RollupItem(key, rollup, null, true, null);
  }

  static RollupItem day(RollupKey key, Rollup rollup, Hour through) {
    return new RollupItem(key, rollup, null, true, through);
  }

  /** The base from which a run continues in an open hour. */
  Rollup baseOrAll() {
    return base == null ? rollup : base;
  }

  ItemWriter write() {
    ItemWriter item =
        new ItemWriter()
            .text(TableSchema.PK, key.pk())
            .text(TableSchema.SK, key.sk())
            .text(THROUGH, through == null ? null : through.toString());
    if (base != null) {
      ItemWriter part = new ItemWriter();
      write(base, part);
      item.value(BASE, AttributeValue.fromM(part.item()));
    }
    write(rollup, item);
    return item;
  }

  static RollupItem read(String agentSlug, Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    AttributeValue base = attributes.get(BASE);
    String through = item.text(THROUGH);
    return new RollupItem(
        RollupKey.parse(agentSlug, item.textOr(TableSchema.SK, "")),
        rollup(attributes),
        base == null ? null : rollup(base.m()),
        attributes.containsKey(TOKEN),
        through == null ? null : Hour.parse(through));
  }

  private static void write(Rollup rollup, ItemWriter item) {
    rollup.sums().forEach((measure, sum) -> item.number(measure.attribute(), stored(sum)));
    if (rollup.latencies().count() > 0) {
      item.value(
          LATENCIES, AttributeValue.fromB(SdkBytes.fromByteArray(rollup.latencies().encode())));
    }
    PromptUse prompts = rollup.prompts();
    if (!prompts.calls().isEmpty()) {
      ItemWriter calls = new ItemWriter();
      prompts.calls().forEach((prompt, count) -> calls.number(prompt, stored(count)));
      item.value(PROMPTS, AttributeValue.fromM(calls.item()));
    }
    if (prompts.otherCalls().signum() != 0) {
      item.number(OTHER_PROMPTS, stored(prompts.otherCalls()));
    }
  }

  /** DynamoDB allows 38 digits; only sums of sampled calls can have more. */
  private static BigDecimal stored(BigDecimal sum) {
    return sum.round(MathContext.DECIMAL128);
  }

  private static Rollup rollup(Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    Map<Measure, BigDecimal> sums = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      sums.put(measure, item.decimalOr(measure.attribute(), BigDecimal.ZERO));
    }
    AttributeValue latencies = attributes.get(LATENCIES);
    AttributeValue prompts = attributes.get(PROMPTS);
    Map<String, BigDecimal> calls = new HashMap<>();
    if (prompts != null) {
      ItemReader counts = new ItemReader(prompts.m());
      prompts
          .m()
          .keySet()
          .forEach(
              prompt ->
                  calls.put(prompt, Rollup.normal(counts.decimalOr(prompt, BigDecimal.ZERO))));
    }
    return new Rollup(
        sums,
        latencies == null
            ? LatencySketch.EMPTY
            : LatencySketch.decode(latencies.b().asByteArrayUnsafe()),
        new PromptUse(calls, Rollup.normal(item.decimalOr(OTHER_PROMPTS, BigDecimal.ZERO))));
  }
}
