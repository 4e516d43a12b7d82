// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import static io.github.tracequeue.watch.limit.SampleTraffic.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.agent.AgentRecord.LastRun;
import io.github.tracequeue.store.agent.DropReports.Report;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When each limit is breached. */
final class LimitsTest {

  private final SampleTraffic traffic = new SampleTraffic();

  private static Duration hours(double hours) {
    return Duration.ofMinutes(Math.round(60 * hours));
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private Verdict judge(Limit limit) {
    return limit.judge(traffic, NOON);
  }

  @Nested
  final class Failing {

    private final Limit limit = new FailingLimit(3, 20, 20);

    @Test
    void judge_threeFailedInARow_isBreached() {
      traffic.call(hours(3)).failed(hours(2)).failed(hours(1)).failed(seconds(10));

      Verdict verdict = judge(limit);
      assertThat(verdict.status()).isEqualTo(Verdict.Status.BREACHED);
      assertThat(verdict.summary())
          .isEqualTo(
              "The last 3 calls failed; the last successful one was at 2026-11-23 09:00 UTC");
      assertThat(verdict.calls()).hasSize(3).allMatch(RecentCall::failed);
    }

    @Test
    void judge_agentThatMakesOneCallADay_warnsAtTheFirstAndIsBreachedAtTheThird() {
      traffic.call(hours(48)).failed(hours(1));
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.WARNING);
      assertThat(judge(limit).summary()).isEqualTo("The only call in 24 hours failed");

      SampleTraffic third =
          new SampleTraffic().failed(hours(49)).failed(hours(25)).failed(hours(1));
      assertThat(limit.judge(third, NOON).status()).isEqualTo(Verdict.Status.BREACHED);
    }

    @Test
    void judge_oneFailedAmongGoodOnes_isFine() {
      traffic.call(hours(2)).call(hours(1)).failed(seconds(10));

      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);
    }

    @Test
    void judge_shareOfTheLastMinutes_isBreachedAboveIt() {
      for (int i = 0; i < 100; i++) {
        traffic.call(seconds(2 * i + 1));
      }
      for (int i = 0; i < 25; i++) {
        traffic.failed(seconds(8 * i + 2));
      }
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);

      traffic.failed(seconds(700));
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.BREACHED);
      assertThat(judge(limit).summary()).startsWith("20.6 % of 126 calls failed since 2026-11-23");
    }

    @Test
    void judge_fewCallsInMinutes_takesThoseOfTheDay() {
      for (int i = 0; i < 20; i++) {
        if (i % 3 == 0) {
          traffic.failed(Duration.ofMinutes(30 * i + 20));
        } else {
          traffic.call(Duration.ofMinutes(30 * i + 20));
        }
      }
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.BREACHED);
      assertThat(judge(limit).summary()).startsWith("35 % of 20 calls failed");
    }

    @Test
    void judge_sampledAgent_countsByWeightAndNotInARow() {
      traffic.call(seconds(40)).weighing(100).failed(seconds(3)).failed(seconds(2));
      traffic.failed(seconds(1));

      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);
    }

    @Test
    void judge_noCall_isNotJudged() {
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.NOT_JUDGED);
    }
  }

  @Nested
  final class Slow {

    private final Limit limit = new SlowLimit(2.0, null);

    @Test
    void judge_agentThatMakesOneCallADay_isBreachedAfterThreeSlowOnes() {
      for (int day = 3; day < 12; day++) {
        traffic.took(hours(24 * day + 1), 2_000);
      }
      traffic.took(hours(49), 4_500).took(hours(25), 4_500);
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);

      traffic.took(hours(1), 4_200);
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.BREACHED);
      assertThat(judge(limit).summary())
          .startsWith("The last 3 calls took 4,200 ms or more; the usual latency is ")
          .endsWith(" ms, the limit is 2 times that");
    }

    @Test
    void judge_busyAgentWithASlowTwentieth_isBreached() {
      for (int i = 0; i < 20; i++) {
        traffic.took(hours(24 + i), 1_000);
      }
      for (int i = 0; i < 95; i++) {
        traffic.took(seconds(2 * i + 1), 1_000);
      }
      for (int i = 0; i < 5; i++) {
        traffic.took(seconds(30 * i + 2), 3_000);
      }
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);

      traffic.took(seconds(500), 3_000);
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.BREACHED);
      assertThat(judge(limit).summary())
          .startsWith("The 95th percentile of 101 calls is 3,000 ms; the usual");
    }

    @Test
    void judge_absoluteLimit_needsNoHistory() {
      traffic.took(seconds(3), 30_001).took(seconds(2), 30_001).took(seconds(1), 30_001);

      assertThat(judge(new SlowLimit(null, 30_000L)).status()).isEqualTo(Verdict.Status.BREACHED);
      assertThat(judge(new SlowLimit(null, 30_001L)).status()).isEqualTo(Verdict.Status.FINE);
      assertThat(judge(limit).summary()).contains("too few to know the usual latency");
    }
  }

  @Nested
  final class Silent {

    @Test
    void judge_interval_isLateAfterOneAndAHalf() {
      Limit limit = new SilentLimit(new Schedule.Every(Duration.ofHours(1)));
      traffic.call(Duration.ofMinutes(90));
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);

      SampleTraffic later = new SampleTraffic().call(Duration.ofMinutes(91));
      Verdict verdict = limit.judge(later, NOON);
      assertThat(verdict.status()).isEqualTo(Verdict.Status.BREACHED);
      assertThat(verdict.summary())
          .isEqualTo("No call and no finished run for 91 minutes, since 2026-11-23 10:29 UTC");
    }

    @Test
    void judge_agentThatHangsInARun_isSilent() {
      Limit limit = new SilentLimit(new Schedule.Every(Duration.ofHours(1)));
      traffic.call(hours(3));
      traffic.lastRun = new LastRun("r-2", Status.RUNNING, NOON.minus(hours(2)));

      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.BREACHED);
      assertThat(judge(limit).summary()).endsWith("; its run r-2 started at 2026-11-23 10:00 UTC");
    }

    @Test
    void judge_agentThatHasRunsOnly_isAliveByThem() {
      Limit limit = new SilentLimit(new Schedule.Every(Duration.ofHours(1)));
      traffic.lastRunEnd = NOON.minus(hours(1));

      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);
    }

    @Test
    void judge_agentThatWasNeverSeen_isMissedFromWhenSomebodyLooked() {
      Limit limit = new SilentLimit(new Schedule.Every(Duration.ofHours(1)));
      traffic.watchedSince = NOON.minus(hours(1));
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);

      traffic.watchedSince = NOON.minus(hours(2));
      assertThat(judge(limit).summary()).isEqualTo("No call and no finished run so far");
    }

    @Test
    void judge_calendarDay_isJudgedWhenTheDayOfTheZoneIsOver() {
      // Noon of UTC is 21:00 in Tokyo, whose last whole day is the 22nd.
      Limit limit = new SilentLimit(daily("Asia/Tokyo", null));
      traffic.call(hours(36));
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);

      SampleTraffic missed = new SampleTraffic().call(hours(46));
      assertThat(limit.judge(missed, NOON).status()).isEqualTo(Verdict.Status.BREACHED);
    }

    @Test
    void judge_timeOfDay_isJudgedWhenItsTimeIsOver() {
      Limit limit = new SilentLimit(daily("Europe/Berlin", LocalTime.of(11, 30)));
      traffic.call(hours(25));
      // 12:29 in Berlin.
      assertThat(limit.judge(traffic, Instant.parse("2026-11-23T11:29:00Z")).status())
          .isEqualTo(Verdict.Status.FINE);
      assertThat(limit.judge(traffic, Instant.parse("2026-11-23T11:30:00Z")).status())
          .isEqualTo(Verdict.Status.BREACHED);

      traffic.call(hours(1));
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);
    }

    @Test
    void judge_dayOfTheClockChange_goesByTheZone() {
      Limit limit = new SilentLimit(daily("Europe/Berlin", LocalTime.of(2, 30)));
      SampleTraffic old = new SampleTraffic().call(hours(24 * 60));
      // 2026-10-25 has 02:30 twice; the first one counts. 2026-03-29 has none: 03:30 counts.
      assertThat(
              ((Schedule.Calendar) daily("Europe/Berlin", LocalTime.of(2, 30)))
                  .lastDue(Instant.parse("2026-10-25T01:30:00Z")))
          .isEqualTo("2026-10-25T00:25:00Z");
      assertThat(
              ((Schedule.Calendar) daily("Europe/Berlin", LocalTime.of(2, 30)))
                  .lastDue(Instant.parse("2026-03-29T02:30:00Z")))
          .isEqualTo("2026-03-29T01:25:00Z");
      assertThat(limit.judge(old, NOON).status()).isEqualTo(Verdict.Status.BREACHED);
    }

    @Test
    void judge_weekdaysOnly_missesNobodyOnSunday() {
      Set<DayOfWeek> weekdays = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
      Limit limit =
          new SilentLimit(
              new Schedule.Calendar(
                  ZoneOffset.UTC, weekdays, LocalTime.of(7, 0), Duration.ofHours(1)));
      // The 20th is a Friday.
      traffic.call(Duration.between(Instant.parse("2026-11-20T07:10:00Z"), NOON));
      assertThat(limit.judge(traffic, Instant.parse("2026-11-22T20:00:00Z")).status())
          .isEqualTo(Verdict.Status.FINE);
      assertThat(limit.judge(traffic, Instant.parse("2026-11-23T08:00:00Z")).status())
          .isEqualTo(Verdict.Status.BREACHED);
    }

    @Test
    void judge_agentThatCalledOnSevenDays_isMissedAfterADay() {
      Limit limit = new SilentLimit(new Schedule.Usual());
      for (int day = 1; day <= 7; day++) {
        traffic.call(hours(24 * day + 2.5));
      }
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.BREACHED);
      assertThat(limit.mayBreakBySilence(traffic.lastActive(), NOON)).isTrue();

      traffic.call(hours(25));
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);
      assertThat(limit.mayBreakBySilence(traffic.lastActive(), NOON)).isFalse();
    }

    @Test
    void judge_agentThatRestsOnSundays_isNotMissed() {
      Limit limit = new SilentLimit(new Schedule.Usual());
      for (int day = 2; day <= 7; day++) {
        traffic.call(hours(24 * day));
      }
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.NOT_JUDGED);
    }

    private static Schedule daily(String zone, @org.jspecify.annotations.Nullable LocalTime at) {
      return new Schedule.Calendar(
          ZoneId.of(zone), EnumSet.allOf(DayOfWeek.class), at, Duration.ofHours(1));
    }
  }

  @Nested
  final class Spending {

    @Test
    void judge_day_warnsAtEightyPercentAndIsBreachedAtAHundred() {
      Limit limit = new SpendLimit(LimitKind.SPEND_DAY, new BigDecimal("10"));
      traffic.cost(hours(3), "7.99").cost(hours(12.5), "100");
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);

      traffic.cost(hours(2), "0.01");
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.WARNING);
      assertThat(judge(limit).summary())
          .isEqualTo("$8.00 of $10.00 a day spent in 2026-11-23 UTC (80 %)");
      assertThat(judge(limit).occasion()).isEqualTo("2026-11-23");

      traffic.cost(hours(1), "2");
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.BREACHED);
    }

    @Test
    void judge_hourThatHasJustEnded_isStillJudged() {
      Limit limit = new SpendLimit(LimitKind.SPEND_HOUR, new BigDecimal("10"));
      traffic.cost(Duration.ofMinutes(2), "11");

      Verdict verdict = judge(limit);
      assertThat(verdict.status()).isEqualTo(Verdict.Status.BREACHED);
      assertThat(verdict.occasion()).isEqualTo("2026-11-23T11");
      assertThat(limit.judge(traffic, NOON.plus(hours(1))).status()).isEqualTo(Verdict.Status.FINE);
    }

    @Test
    void judge_month_sumsItsDays() {
      Limit limit = new SpendLimit(LimitKind.SPEND_MONTH, new BigDecimal("100"));
      traffic.cost(hours(24 * 22), "60").cost(hours(24 * 23), "60").cost(hours(1), "40");

      Verdict verdict = judge(limit);
      assertThat(verdict.status()).isEqualTo(Verdict.Status.BREACHED);
      assertThat(verdict.occasion()).isEqualTo("2026-11");
    }
  }

  @Nested
  final class Others {

    @Test
    void judge_anotherPromptAfterFiveTheSame_isToldByItsFirstCall() {
      Limit limit = new PromptChangedLimit();
      for (int i = 3; i < 8; i++) {
        traffic.prompt(hours(i), "aaaaaaaaaaaaaaaa");
      }
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.NOT_JUDGED);

      traffic.prompt(hours(2), "bbbbbbbbbbbbbbbb");
      Verdict verdict = judge(limit);
      assertThat(verdict.status()).isEqualTo(Verdict.Status.BREACHED);
      traffic.prompt(hours(1), "bbbbbbbbbbbbbbbb");
      assertThat(judge(limit).occasion()).isEqualTo(verdict.occasion());
    }

    @Test
    void judge_aPromptForEachCall_neverChanges() {
      for (int i = 0; i < 20; i++) {
        traffic.prompt(hours(i), "aaaaaaaaaaaaaa" + (10 + i));
      }
      assertThat(judge(new PromptChangedLimit()).status()).isEqualTo(Verdict.Status.NOT_JUDGED);
    }

    @Test
    void judge_unpricedCalls_namesTheModel() {
      Limit limit = new UnpricedLimit();
      traffic.cost(hours(1), "0.01").cost(hours(50), null);
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);

      traffic.cost(hours(30), null);
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.BREACHED);
      assertThat(judge(limit).summary())
          .isEqualTo("No known cost for 1 call of m-1 since yesterday");
    }

    @Test
    void judge_dropsOfTheLastHour_nameReasonsAndProducers() {
      Limit limit = new DropsLimit();
      traffic.drops.add(new Report(NOON.minus(hours(2)), "m-1", "sre-1", Map.of("shutdown", 9L)));
      assertThat(judge(limit).status()).isEqualTo(Verdict.Status.FINE);

      traffic.drops.add(
          new Report(
              NOON.minus(hours(0.5)), "m-2", "sre-1", Map.of("queue_full", 7L, "expired", 2L)));
      assertThat(judge(limit).summary())
          .isEqualTo("9 events were dropped in the last hour (queue_full 7, expired 2) by sre-1 9");
    }
  }
}
