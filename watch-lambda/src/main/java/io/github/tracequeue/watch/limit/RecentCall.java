// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.store.StoredTrace;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a call that limits need. Kept small, because a busy agent has many in memory.
 *
 * @param errorType null if there is none
 * @param latencyMillis 0 if it was not measured
 * @param usd the cost; null if it is unknown
 * @param prompt the prompt's hash with the id of its key; null if there is no prompt
 * @param weight the number of calls that this sampled call represents
 */
public record RecentCall(
    Instant timestamp,
    String eventId,
    String model,
    boolean failed,
    @Nullable String errorType,
    long latencyMillis,
    @Nullable BigDecimal usd,
    @Nullable String prompt,
    double weight) {

  /** Orders calls from newest to oldest. */
  public static final Comparator<RecentCall> NEWEST_FIRST =
      Comparator.comparing(RecentCall::timestamp).thenComparing(RecentCall::eventId).reversed();

  /** Converts a stored call. */
  public static RecentCall of(StoredTrace call) {
    String hash = call.content().promptHash();
    String key = call.content().promptHashKey();
    return new RecentCall(
        call.timestamp(),
        call.eventId(),
        call.call().model(),
        call.call().failed(),
        call.call().errorType(),
        call.call().latencyMillis(),
        call.cost().usd(),
        hash == null || key == null ? hash : hash + '/' + key,
        call.sampleWeight());
  }

  /** Sorts calls from newest to oldest and removes duplicates. */
  public static List<RecentCall> newestFirst(Stream<RecentCall> calls) {
    Map<String, RecentCall> byId = new LinkedHashMap<>();
    calls.sorted(NEWEST_FIRST).forEach(call -> byId.putIfAbsent(call.eventId(), call));
    return List.copyOf(byId.values());
  }
}
