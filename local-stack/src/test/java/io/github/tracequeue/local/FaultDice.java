// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which requests fail, from a seed: what happens to the n-th request about one thing depends on the
 * seed, the thing and n alone, in whatever order threads ask. Thread-safe.
 */
final class FaultDice {
  private final long seed;
  private final double share;
  private final List<Fault> faults;
  private final AtomicInteger left;
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final Map<Fault, AtomicInteger> rolled = new ConcurrentHashMap<>();

  /**
   * @param share of the requests that fail
   * @param faults one of these, each as likely
   * @param most faults in all, so that every run comes to its end
   */
  FaultDice(long seed, double share, List<Fault> faults, int most) {
    this.seed = seed;
    this.share = share;
    this.faults = List.copyOf(faults);
    this.left = new AtomicInteger(most);
  }

  Fault roll(String thing) {
    int time = asked.computeIfAbsent(thing, key -> new AtomicInteger()).getAndIncrement();
    SplittableRandom random =
        new SplittableRandom(seed * 31 + thing.hashCode() * 1_000_003L + time);
    // The first numbers of near-by seeds are alike.
    random.nextLong();
    if (random.nextDouble() >= share || left.getAndDecrement() <= 0) {
      return Fault.NONE;
    }
    Fault fault = faults.get(random.nextInt(faults.size()));
    rolled.computeIfAbsent(fault, key -> new AtomicInteger()).incrementAndGet();
    return fault;
  }

  /** How often each fault came. */
  Map<Fault, AtomicInteger> rolled() {
    return rolled;
  }
}
