// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.rollup.PromptUse;
import io.github.tracequeue.store.rollup.Rollup;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A prompt and the buckets in which it was used.
 *
 * @param hash empty for an empty prompt
 * @param key the id of the hash's key; null for a hash without a key
 * @param calls the number of calls
 * @param first the start of the first bucket
 * @param last the start of the last bucket
 */
record PromptSpan(String hash, @Nullable String key, long calls, Instant first, Instant last) {

  private static final Comparator<PromptSpan> LATEST_FIRST =
      Comparator.comparing(PromptSpan::first)
          .thenComparing(PromptSpan::last)
          .reversed()
          .thenComparing(PromptSpan::hash);

  /** The named prompts of buckets in order, latest first. */
  static List<PromptSpan> of(SortedMap<Instant, Rollup> buckets) {
    Map<String, Instant> first = new HashMap<>();
    Map<String, Instant> last = new HashMap<>();
    Map<String, BigDecimal> calls = new HashMap<>();
    buckets.forEach(
        (start, rollup) ->
            rollup
                .prompts()
                .calls()
                .forEach(
                    (prompt, count) -> {
                      first.putIfAbsent(prompt, start);
                      last.put(prompt, start);
                      calls.merge(prompt, count, BigDecimal::add);
                    }));
    return calls.entrySet().stream()
        .map(
            entry ->
                of(
                    entry.getKey(),
                    entry.getValue().setScale(0, RoundingMode.HALF_EVEN).longValueExact(),
                    first.getOrDefault(entry.getKey(), Instant.EPOCH),
                    last.getOrDefault(entry.getKey(), Instant.EPOCH)))
        .sorted(LATEST_FIRST)
        .toList();
  }

  private static PromptSpan of(String prompt, long calls, Instant first, Instant last) {
    int separator = prompt.indexOf('/');
    String hash = separator < 0 ? prompt : prompt.substring(0, separator);
    return new PromptSpan(
        hash.equals(PromptUse.EMPTY) ? "" : hash,
        separator < 0 ? null : prompt.substring(separator + 1),
        calls,
        first,
        last);
  }
}
