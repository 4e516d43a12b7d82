// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * An alarm, complete but for the topics it tells.
 *
 * @param kind which entry of the runbook it has
 * @param agent whose it is; null for one of the pipeline
 * @param meaning what it says to a person when it fires, one sentence
 */
record AlarmDefinition(
    AlarmKind kind,
    @Nullable String agent,
    String meaning,
    Signal signal,
    Condition condition,
    Timing timing) {

  static AlarmDefinition of(AlarmKind kind, String meaning, Signal signal, Condition condition) {
    return new AlarmDefinition(kind, null, meaning, signal, condition, Timing.SLIDING);
  }

  static AlarmDefinition of(
      AlarmKind kind, String agent, String meaning, Signal signal, Condition condition) {
    return new AlarmDefinition(kind, agent, meaning, signal, condition, Timing.SLIDING);
  }

  AlarmDefinition timed(Timing other) {
    return new AlarmDefinition(kind, agent, meaning, signal, condition, other);
  }

  /**
   * When a period counts against the alarm, and how many must.
   *
   * @param operator CloudWatch's comparison operator
   * @param breaching M, the periods that must breach
   * @param periods N, out of how many
   * @param missing what a period without data counts as
   */
  record Condition(
      String operator, double threshold, int breaching, int periods, MissingData missing) {

    static Condition above(Number threshold) {
      return new Condition(
          "GreaterThanThreshold", threshold.doubleValue(), 1, 1, MissingData.NOT_BREACHING);
    }

    static Condition below(Number threshold) {
      return new Condition(
          "LessThanThreshold", threshold.doubleValue(), 1, 1, MissingData.BREACHING);
    }

    static Condition aboveBand() {
      return new Condition("GreaterThanUpperThreshold", 0, 1, 1, MissingData.NOT_BREACHING);
    }

    Condition in(int breaching, int periods) {
      return new Condition(operator, threshold, breaching, periods, missing);
    }
  }

  /** What a period without data counts as. */
  enum MissingData {
    BREACHING("breaching"),
    NOT_BREACHING("notBreaching");

    private final String text;

    MissingData(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /**
   * Which stretch of time is evaluated, and from when on.
   *
   * @param calendar the time zone whose calendar periods are evaluated; null for a sliding window
   * @param warmUpMinutes how long after its creation the alarm waits; 0 for not at all
   * @param wholeWarmUp whether it waits although it has data
   */
  record Timing(@Nullable ZoneId calendar, int warmUpMinutes, boolean wholeWarmUp) {
    static final Timing SLIDING = new Timing(null, 0, false);

    /** The longest warm-up that CloudWatch allows, two days. */
    static final int LONGEST_WARM_UP_MINUTES = 2880;

    /** To the end: where nothing was reported FILL puts a 0, which looks like data. */
    static Timing slidingAfter(long warmUpMinutes) {
      return new Timing(null, Math.toIntExact(warmUpMinutes), true);
    }

    static Timing calendarDays(ZoneId zone) {
      return new Timing(zone, LONGEST_WARM_UP_MINUTES, false);
    }
  }
}
