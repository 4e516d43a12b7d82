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
 * What limits look at of a call; a busy agent has many of them in memory.
 *
 * @param errorType null where there is none
 * @param latencyMillis 0 where it was not measured
 * @param usd the cost; null where it is not known
 * @param prompt the prompt's hash, with the id of its key; null without a prompt
 * @param weight how many calls this one stands for
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

  /** The newest first. */
  public static final Comparator<RecentCall> NEWEST_FIRST =
      Comparator.comparing(RecentCall::timestamp).thenComparing(RecentCall::eventId).reversed();

  /** What limits look at of a stored call. */
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

  /** Calls in the order in which limits take them, each once. */
  public static List<RecentCall> newestFirst(Stream<RecentCall> calls) {
    Map<String, RecentCall> byId = new LinkedHashMap<>();
    calls.sorted(NEWEST_FIRST).forEach(call -> byId.putIfAbsent(call.eventId(), call));
    return List.copyOf(byId.values());
  }
}
