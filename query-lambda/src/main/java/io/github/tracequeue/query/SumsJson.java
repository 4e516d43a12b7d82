// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.rollup.LatencySketch;
import io.github.tracequeue.store.rollup.Measure;
import io.github.tracequeue.store.rollup.Rollup;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;

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
        .number("spend_usd", Items.plain(sums.sum(Measure.COST_USD)));
  }

  /** Starts the object of a bucket. */
  static JsonWriter startBucket(JsonWriter json, Step step, Instant start) {
    return json.startObject().time("start", start).number("seconds", step.width().toSeconds());
  }

  /** Writes a bucket as an object, with the fields of each of its groups. */
  static void writeBucket(
      JsonWriter json,
      Step step,
      Instant start,
      Map<String, Rollup> groups,
      BiConsumer<JsonWriter, Rollup> fields) {
    startBucket(json, step, start).startObject("groups");
    groups.forEach(
        (name, sums) -> {
          json.startObject(name);
          fields.accept(json, sums);
          json.end();
        });
    json.end().end();
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
