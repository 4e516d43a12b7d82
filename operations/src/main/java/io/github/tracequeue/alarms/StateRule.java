// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.util.List;

/**
 * From the periods that an alarm looks at to its state, as CloudWatch documents it for M of N and
 * for missing data.
 *
 * @param periods N
 * @param breaching M
 */
record StateRule(int periods, int breaching, MissingData missing) {

  /** What is known of a period. */
  enum Point {
    BREACHING,
    FINE,
    MISSING
  }

  /**
   * The state.
   *
   * @param points from the newest to the oldest, at least N
   * @param current the state so far, which some cases keep
   */
  AlarmState state(List<Point> points, AlarmState current) {
    List<Point> real = points.stream().filter(point -> point != Point.MISSING).toList();
    if (real.size() >= periods) {
      // Enough real data, some of it from farther back: how missing data counts is not needed.
      return stateBy(count(real.subList(0, periods)));
    }
    int filled = periods - real.size();
    return switch (missing) {
      case BREACHING -> stateBy(count(real) + filled);
      case NOT_BREACHING -> stateBy(count(real));
      case IGNORE -> withoutFilling(points, real, current, current);
      case MISSING -> withoutFilling(points, real, current, AlarmState.ALARM);
    };
  }

  private AlarmState withoutFilling(
      List<Point> points, List<Point> real, AlarmState current, AlarmState ifOldEnough) {
    if (real.isEmpty()) {
      return missing == MissingData.IGNORE ? current : AlarmState.INSUFFICIENT_DATA;
    }
    if (count(real) >= breaching) {
      return AlarmState.ALARM;
    }
    if (real.contains(Point.FINE)) {
      return AlarmState.OK;
    }
    // Only breaching data, and less than M of it. The state changes once that data is so old that
    // waiting for better news is no longer reasonable; until then nothing is documented.
    int age = points.lastIndexOf(Point.BREACHING) + 1;
    return age >= breaching ? ifOldEnough : current;
  }

  private static int count(List<Point> points) {
    return (int) points.stream().filter(point -> point == Point.BREACHING).count();
  }

  private AlarmState stateBy(int breachingPoints) {
    return breachingPoints >= breaching ? AlarmState.ALARM : AlarmState.OK;
  }
}
