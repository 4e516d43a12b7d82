// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limits of one agent as in the settings; null means no limit. */
record AgentLimits(
    @Nullable Failing failing,
    @Nullable Slow slow,
    @Nullable Runs runs,
    @Nullable Spend spend,
    @Nullable Boolean promptChanged,
    @Nullable Boolean unpriced) {

  List<Limit> limits() {
    List<Limit> limits = new ArrayList<>();
    if (failing != null) {
      limits.add(new FailingLimit(failing.lastCalls, failing.percent, failing.minimumCalls));
    }
    if (slow != null) {
      limits.add(new SlowLimit(slow.timesUsual, slow.p95Ms));
    }
    if (runs != null) {
      limits.add(new SilentLimit(runs.schedule()));
    }
    if (spend != null) {
      limits.addAll(spend.limits());
    }
    if (Boolean.TRUE.equals(promptChanged)) {
      limits.add(new PromptChangedLimit());
    }
    if (Boolean.TRUE.equals(unpriced)) {
      limits.add(new UnpricedLimit());
    }
    return limits;
  }

  record Failing(int lastCalls, double percent, int minimumCalls) {

    Failing {
      range("last_calls", lastCalls, 1, AgentTraffic.MIN_RECENT);
      range("minimum_calls", minimumCalls, 1, 1_000_000);
      if (!(percent > 0 && percent <= 100)) {
        throw new IllegalArgumentException("percent must be above 0, at most 100, not " + percent);
      }
    }
  }

  record Slow(@Nullable Double timesUsual, @JsonProperty("p95_ms") @Nullable Long p95Ms) {

    Slow {
      if (timesUsual != null && !(timesUsual > 1)) {
        throw new IllegalArgumentException("times_usual must be above 1, not " + timesUsual);
      }
      if (p95Ms != null) {
        range("p95_ms", p95Ms, 1, 86_400_000);
      }
      if (timesUsual == null && p95Ms == null) {
        throw new IllegalArgumentException("slow needs times_usual or p95_ms");
      }
    }
  }

  record Runs(
      @Nullable Boolean usual,
      @Nullable Integer everyMinutes,
      @Nullable String dailyIn,
      @Nullable String at,
      @Nullable Integer withinMinutes,
      @Nullable List<String> days) {

    private static final Duration WITHIN = Duration.ofHours(1);

    Runs {
      boolean isUsual = Boolean.TRUE.equals(usual);
      int ways = (isUsual ? 1 : 0) + (everyMinutes == null ? 0 : 1) + (dailyIn == null ? 0 : 1);
      if (ways != 1) {
        throw new IllegalArgumentException("runs needs one of usual, every_minutes and daily_in");
      }
      if (everyMinutes != null) {
        range("every_minutes", everyMinutes, 1, 60 * 24 * 31);
      }
      if (withinMinutes != null) {
        range("within_minutes", withinMinutes, 1, 60 * 23);
      }
      if (dailyIn != null) {
        zone(dailyIn);
      }
      if (at != null) {
        time(at);
      }
      if (days != null) {
        weekdays(days);
      }
      if (dailyIn == null && (at != null || withinMinutes != null || days != null)) {
        throw new IllegalArgumentException("at, within_minutes and days need daily_in");
      }
    }

    Schedule schedule() {
      if (everyMinutes != null) {
        return new Schedule.Every(Duration.ofMinutes(everyMinutes));
      }
      return dailyIn == null
          ? new Schedule.Usual()
          : new Schedule.Calendar(
              zone(dailyIn),
              days == null ? EnumSet.allOf(DayOfWeek.class) : weekdays(days),
              at == null ? null : time(at),
              withinMinutes == null ? WITHIN : Duration.ofMinutes(withinMinutes));
    }

    private static ZoneId zone(String name) {
      try {
        return ZoneId.of(name);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("daily_in must be a time zone, not " + name, e);
      }
    }

    private static LocalTime time(String time) {
      try {
        return LocalTime.parse(time);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("at must be a time such as 07:00, not " + time, e);
      }
    }

    private static Set<DayOfWeek> weekdays(List<String> names) {
      Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
      for (String name : names) {
        boolean known = false;
        for (DayOfWeek day : DayOfWeek.values()) {
          if (day.name().substring(0, 3).toLowerCase(Locale.ROOT).equals(name)) {
            weekdays.add(day);
            known = true;
          }
        }
        if (!known) {
          throw new IllegalArgumentException(
              "days must be mon, tue, wed, thu, fri, sat or sun, not " + name);
        }
      }
      if (weekdays.isEmpty()) {
        throw new IllegalArgumentException("days must not be empty");
      }
      return weekdays;
    }
  }

  record Spend(
      @Nullable BigDecimal hourUsd, @Nullable BigDecimal dayUsd, @Nullable BigDecimal monthUsd) {

    Spend {
      positive("hour_usd", hourUsd);
      positive("day_usd", dayUsd);
      positive("month_usd", monthUsd);
    }

    List<Limit> limits() {
      List<Limit> limits = new ArrayList<>();
      add(LimitKind.SPEND_HOUR, hourUsd, limits);
      add(LimitKind.SPEND_DAY, dayUsd, limits);
      add(LimitKind.SPEND_MONTH, monthUsd, limits);
      return limits;
    }

    private static void add(LimitKind kind, @Nullable BigDecimal usd, List<Limit> limits) {
      if (usd != null) {
        limits.add(new SpendLimit(kind, Objects.requireNonNull(usd)));
      }
    }

    private static void positive(String name, @Nullable BigDecimal usd) {
      if (usd != null && usd.signum() <= 0) {
        throw new IllegalArgumentException(name + " must be above 0, not " + usd);
      }
    }
  }

  private static void range(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be " + min + " to " + max + ", not " + value);
    }
  }
}
