// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.store.agent.DropReports.Report;
import io.github.tracequeue.watch.limit.Verdict.Reading;
import io.github.tracequeue.watch.limit.Verdict.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Events that producers dropped in the last hour. These events are lost. */
record DropsLimit() implements Limit {

  private static final Duration WINDOW = Duration.ofHours(1);

  @Override
  public LimitKind kind() {
    return LimitKind.DROPS;
  }

  @Override
  public String rule() {
    return "no event dropped by a producer";
  }

  @Override
  public Verdict judge(AgentTraffic traffic, Instant now) {
    List<Report> reports = traffic.drops(now.minus(WINDOW));
    long all = reports.stream().mapToLong(Report::total).sum();
    Reading reading = Reading.of(all, 1, "events");
    if (all == 0) {
      return Verdict.fine(reading);
    }
    SortedMap<String, Long> reasons = new TreeMap<>();
    SortedMap<String, Long> producers = new TreeMap<>();
    for (Report report : reports) {
      report.dropped().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
      String producer = report.producerId();
      producers.merge(
          producer == null ? "a producer without an id" : producer, report.total(), Long::sum);
    }
    return new Verdict(
        Status.BREACHED,
        all
            + " events were dropped in the last hour ("
            + counts(reasons)
            + ") by "
            + counts(producers),
        reading,
        null,
        List.of());
  }

  private static String counts(SortedMap<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
        .limit(5)
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }
}
