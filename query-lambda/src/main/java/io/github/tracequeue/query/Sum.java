// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.rollup.Rollup;
import io.github.tracequeue.store.rollup.RollupKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The calls of a model in an hour or a day, or in a minute.
 *
 * @param start the start of the time
 * @param agentSlug the agent, or {@link RollupKey#ALL_AGENTS}
 * @param provider empty if the calls have none
 */
record Sum(Instant start, String agentSlug, String provider, String model, Rollup rollup) {

  static Sum of(RollupKey key, Rollup rollup) {
    return new Sum(key.start().start(), key.agentSlug(), key.provider(), key.model(), rollup);
  }

  static Rollup total(List<Sum> sums) {
    return total(sums, sum -> true);
  }

  static Rollup total(List<Sum> sums, Predicate<Sum> which) {
    Rollup.Builder total = Rollup.builder();
    sums.stream().filter(which).forEach(sum -> total.add(sum.rollup));
    return total.build();
  }

  static Rollup total(List<Sum> sums, Period period) {
    return total(sums, sum -> period.contains(sum.start));
  }

  /** The sums of groups, by the key of the group. */
  static <K extends Comparable<K>> TreeMap<K, Rollup> by(List<Sum> sums, Function<Sum, K> group) {
    Map<K, Rollup.Builder> builders = new TreeMap<>(Comparator.naturalOrder());
    for (Sum sum : sums) {
      builders.computeIfAbsent(group.apply(sum), k -> Rollup.builder()).add(sum.rollup);
    }
    return builders.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> e.getValue().build(), Rollup::plus, TreeMap::new));
  }

  /** The sums that begin in a period. */
  static List<Sum> during(Period period, List<Sum> sums) {
    return sums.stream().filter(sum -> period.contains(sum.start)).toList();
  }

  /** The sums of the buckets of a period that have calls. */
  static TreeMap<Instant, Rollup> buckets(List<Sum> sums, Period period) {
    return by(during(period, sums), sum -> period.step().floor(sum.start));
  }

  /** The sums of groups in each of these buckets. */
  static TreeMap<Instant, TreeMap<String, Rollup>> buckets(
      List<Sum> sums, Period period, Function<Sum, String> group) {
    TreeMap<Instant, TreeMap<String, Rollup>> buckets = new TreeMap<>();
    during(period, sums).stream()
        .collect(Collectors.groupingBy(sum -> period.step().floor(sum.start)))
        .forEach((start, inBucket) -> buckets.put(start, by(inBucket, group)));
    return buckets;
  }
}
