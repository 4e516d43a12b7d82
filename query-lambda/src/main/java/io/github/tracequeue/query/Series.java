// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Calls in equal time buckets, for a chart of at most {@value #MAX_BUCKETS} points. */
final class Series {

  static final int MAX_BUCKETS = 48;

  private static final List<Duration> WIDTHS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(28));

  private Series() {}

  /** A time bucket and its calls. */
  record Bucket(Instant start, Duration width, CallStatistics calls) {

    void writeTo(JsonWriter json) {
      json.startObject()
          .time("start", start)
          .number("seconds", width.toSeconds())
          .number("count", calls.calls())
          .number("errors", calls.errors())
          .number("spend_usd", calls.costUsd());
      Statistics.writeLatency(json, calls);
      json.end();
    }
  }

  /** The buckets from the first call to the last one, including empty ones. */
  static List<Bucket> of(List<StoredTrace> newestFirst) {
    if (newestFirst.isEmpty()) {
      return List.of();
    }
    Instant first = newestFirst.get(newestFirst.size() - 1).timestamp();
    Instant last = newestFirst.get(0).timestamp();
    Duration width = width(Duration.between(first, last));
    long origin = Math.floorDiv(first.toEpochMilli(), width.toMillis());
    int count = (int) (Math.floorDiv(last.toEpochMilli(), width.toMillis()) - origin) + 1;
    List<Bucket> buckets = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Instant start = Instant.ofEpochMilli((origin + i) * width.toMillis());
      buckets.add(new Bucket(start, width, new CallStatistics()));
    }
    for (StoredTrace call : newestFirst) {
      long index = Math.floorDiv(call.timestamp().toEpochMilli(), width.toMillis()) - origin;
      buckets.get((int) index).calls.add(call);
    }
    return buckets;
  }

  private static Duration width(Duration span) {
    for (Duration width : WIDTHS) {
      if (span.dividedBy(width) < MAX_BUCKETS - 1) {
        return width;
      }
    }
    return span.dividedBy(MAX_BUCKETS - 2);
  }
}
