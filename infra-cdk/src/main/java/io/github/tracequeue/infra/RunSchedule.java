// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.time.Duration;
import java.time.ZoneId;

/** When an agent is expected to run. */
public sealed interface RunSchedule {

  /** At least once per interval; late after one and a half intervals. */
  static RunSchedule every(Duration interval) {
    return new Every(interval);
  }

  /** At least once per calendar day of a time zone; missed when the day is over. */
  static RunSchedule daily(ZoneId zone) {
    return new Daily(zone);
  }

  /**
   * By interval.
   *
   * @param interval whole minutes, 10 minutes to 32 hours
   */
  record Every(Duration interval) implements RunSchedule {

    private static final int LONGEST_MINUTES = 32 * 60;

    /** Checks the range: after a deployment an alarm can wait for two days at most. */
    public Every {
      Checks.range("interval in minutes", interval.toMinutes(), 10, LONGEST_MINUTES);
    }

    Duration lateAfter() {
      return interval.plus(interval.dividedBy(2));
    }
  }

  /**
   * By calendar day.
   *
   * @param zone whose midnights count
   */
  record Daily(ZoneId zone) implements RunSchedule {}
}
