// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.store.rollup.Hour;
import io.github.tracequeue.store.rollup.Measure;
import io.github.tracequeue.store.rollup.Rollup;
import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.watch.limit.Verdict.Reading;
import io.github.tracequeue.watch.limit.Verdict.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * The known cost of an hour, a day or a month in UTC. A warning starts at {@value #WARNING_PERCENT}
 * % of the limit. A period is evaluated for one more hour after its end, because of late calls.
 */
record SpendLimit(LimitKind kind, BigDecimal usd) implements Limit {

  private static final int WARNING_PERCENT = 80;
  private static final Duration LAST_CALLS = Duration.ofHours(1);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  @Override
  public String rule() {
    return ValueText.usd(usd) + " " + per();
  }

  @Override
  public Verdict judge(AgentTraffic traffic, Instant now) {
    Verdict current = judgePeriod(traffic, now);
    Instant before = now.minus(LAST_CALLS);
    if (current.isOpen() || period(before).equals(period(now))) {
      return current;
    }
    Verdict last = judgePeriod(traffic, before);
    return last.isOpen() ? last : current;
  }

  private Verdict judgePeriod(AgentTraffic traffic, Instant time) {
    BigDecimal spent =
        sums(traffic, time).values().stream()
            .map(rollup -> rollup.sum(Measure.COST_USD))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal percent = spent.multiply(HUNDRED).divide(usd, 1, RoundingMode.DOWN);
    Reading reading = new Reading(spent, usd, "USD");
    if (percent.compareTo(BigDecimal.valueOf(WARNING_PERCENT)) < 0) {
      return Verdict.fine(reading);
    }
    Status status = percent.compareTo(HUNDRED) < 0 ? Status.WARNING : Status.BREACHED;
    String summary =
        ValueText.usd(spent)
            + " of "
            + rule()
            + " spent in "
            + period(time)
            + " UTC ("
            + percent.setScale(0, RoundingMode.DOWN)
            + " %)";
    List<RecentCall> expensive =
        traffic.recentCalls().stream()
            .filter(call -> call.usd() != null)
            .sorted(Comparator.comparing(SpendLimit::cost).reversed())
            .toList();
    return new Verdict(status, summary, reading, period(time), expensive);
  }

  private SortedMap<RollupKey, Rollup> sums(AgentTraffic traffic, Instant time) {
    LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
    return switch (kind) {
      case SPEND_HOUR -> traffic.hour(Hour.of(time));
      case SPEND_MONTH -> {
        YearMonth month = YearMonth.from(day);
        yield traffic.days(month.atDay(1), month.atEndOfMonth());
      }
      default -> traffic.days(day, day);
    };
  }

  private String period(Instant time) {
    LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
    return switch (kind) {
      case SPEND_HOUR -> Hour.of(time).toString();
      case SPEND_MONTH -> YearMonth.from(day).toString();
      default -> day.toString();
    };
  }

  private String per() {
    return switch (kind) {
      case SPEND_HOUR -> "an hour";
      case SPEND_MONTH -> "a month";
      default -> "a day";
    };
  }

  private static BigDecimal cost(RecentCall call) {
    return call.usd() == null ? BigDecimal.ZERO : call.usd();
  }
}
