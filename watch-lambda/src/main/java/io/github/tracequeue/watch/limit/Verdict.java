// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of evaluating a limit.
 *
 * @param status whether it is breached
 * @param summary one sentence with the number and the limit, or why it was not evaluated
 * @param reading the number and the limit; null if there is none
 * @param occasion identifies the cause, so that each cause gets one notice; null if the status is
 *     enough
 * @param calls at most three calls that explain the result
 */
public record Verdict(
    Status status,
    String summary,
    @Nullable Reading reading,
    @Nullable String occasion,
    List<RecentCall> calls) {

  private static final int MAX_CALLS = 3;

  public Verdict {
    calls = calls.stream().limit(MAX_CALLS).toList();
  }

  /** The status of a limit. */
  public enum Status {
    /** There are too few data. */
    NOT_JUDGED,
    FINE,
    WARNING,
    BREACHED
  }

  /**
   * A number and its limit.
   *
   * @param unit the unit of both: {@code USD}, {@code %}, {@code ms}, {@code calls}, {@code hours}
   */
  public record Reading(BigDecimal value, BigDecimal limit, String unit) {

    static Reading of(double value, double limit, String unit) {
      return new Reading(BigDecimal.valueOf(value), BigDecimal.valueOf(limit), unit);
    }

    static Reading of(long value, long limit, String unit) {
      return new Reading(BigDecimal.valueOf(value), BigDecimal.valueOf(limit), unit);
    }

    /** The number as a fraction of the limit. */
    public double share() {
      return limit.signum() == 0 ? 0 : value.doubleValue() / limit.doubleValue();
    }
  }

  static Verdict notJudged(String why) {
    return new Verdict(Status.NOT_JUDGED, why, null, null, List.of());
  }

  static Verdict fine(Reading reading) {
    return new Verdict(Status.FINE, "", reading, null, List.of());
  }

  /** Whether a notice is due: a warning or a breach. */
  public boolean isOpen() {
    return status == Status.WARNING || status == Status.BREACHED;
  }
}
