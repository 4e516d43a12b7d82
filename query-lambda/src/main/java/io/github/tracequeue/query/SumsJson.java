// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.rollup.LatencySketch;
import io.github.tracequeue.store.rollup.Measure;
import io.github.tracequeue.store.rollup.Rollup;
import java.math.BigDecimal;

/** Writes sums as JSON. */
final class SumsJson {

  private SumsJson() {}

  /** Writes all sums as an object. */
  static void write(JsonWriter json, String name, Rollup sums) {
    json.startObject(name);
    writeFields(json, sums);
    json.end();
  }

  /** Writes all sums into an open object. */
  static void writeFields(JsonWriter json, Rollup sums) {
    writeCounts(json, sums);
    json.number("stored", sums.count(Measure.STORED))
        .flag("sampled", sums.sum(Measure.CALLS).compareTo(sums.sum(Measure.STORED)) != 0)
        .number("input_tokens", sums.count(Measure.INPUT_TOKENS))
        .number("output_tokens", sums.count(Measure.OUTPUT_TOKENS))
        .number("cache_read_tokens", sums.count(Measure.CACHE_READ_TOKENS))
        .number(
            "cache_write_tokens",
            sums.count(Measure.CACHE_WRITE_5M_TOKENS) + sums.count(Measure.CACHE_WRITE_1H_TOKENS))
        .number("reasoning_tokens", sums.count(Measure.REASONING_TOKENS));
    writeLatency(json, sums.latencies());
  }

  /** Writes the sums that a comparison needs, as an object. */
  static void writeChange(JsonWriter json, String name, Rollup sums) {
    json.startObject(name);
    writeCounts(json, sums);
    writeLatency(json, sums.latencies());
    json.end();
  }

  /** Writes the number of calls and their cost into an open object. */
  static void writeCounts(JsonWriter json, Rollup sums) {
    json.number("count", sums.count(Measure.CALLS))
        .number("errors", sums.count(Measure.ERRORS))
        .number("unpriced", sums.count(Measure.UNPRICED))
        .number("spend_usd", usd(sums));
  }

  /** The known cost, without an exponent. */
  static BigDecimal usd(Rollup sums) {
    BigDecimal usd = sums.sum(Measure.COST_USD);
    return usd.scale() < 0 ? usd.setScale(0) : usd;
  }

  static void writeLatency(JsonWriter json, LatencySketch latencies) {
    json.startObject("latency_ms");
    writePercentiles(json, latencies);
    json.end();
  }

  static void writePercentiles(JsonWriter json, LatencySketch latencies) {
    json.number("p50", latencies.percentile(50))
        .number("p95", latencies.percentile(95))
        .number("p99", latencies.percentile(99));
  }
}
