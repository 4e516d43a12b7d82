// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.store.rollup.Measure;
import io.github.tracequeue.watch.limit.Verdict.Reading;
import io.github.tracequeue.watch.limit.Verdict.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Calls of today or yesterday with an unknown cost. The agent spends more than is shown. */
record UnpricedLimit() implements Limit {

  @Override
  public LimitKind kind() {
    return LimitKind.UNPRICED;
  }

  @Override
  public String rule() {
    return "no call without a known cost";
  }

  @Override
  public Verdict judge(AgentTraffic traffic, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    SortedMap<String, Long> models = new TreeMap<>();
    traffic
        .days(today.minusDays(1), today)
        .forEach(
            (key, rollup) -> {
              long unpriced = rollup.count(Measure.UNPRICED);
              if (unpriced > 0) {
                models.merge(key.model(), unpriced, Long::sum);
              }
            });
    long all = models.values().stream().mapToLong(Long::longValue).sum();
    Reading reading = Reading.of(all, 1, "calls");
    if (models.isEmpty()) {
      return Verdict.fine(reading);
    }
    String names = String.join(", ", models.keySet());
    List<RecentCall> calls =
        traffic.recentCalls().stream().filter(call -> call.usd() == null).toList();
    return new Verdict(
        Status.BREACHED,
        "No known cost for " + ValueText.calls(all) + " of " + names + " since yesterday",
        reading,
        names,
        calls);
  }
}
