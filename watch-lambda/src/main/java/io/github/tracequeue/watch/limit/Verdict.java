// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a limit stands at one moment.
 *
 * @param status whether it is breached
 * @param summary one sentence with the number and the limit; why, where it was not judged
 * @param reading the number and the limit; null where there is none
 * @param occasion what it is about, so that each is told once; null where the status alone tells
 * @param calls at most three calls that explain it
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

  /** Whether a limit is breached. */
  public enum Status {
    /** There is too little to say. */
    NOT_JUDGED,
    FINE,
    WARNING,
    BREACHED
  }

  /**
   * A number and what it must stay below.
   *
   * @param unit what both are: {@code USD}, {@code %}, {@code ms}, {@code calls}, {@code hours}
   */
  public record Reading(BigDecimal value, BigDecimal limit, String unit) {

    static Reading of(double value, double limit, String unit) {
      return new Reading(BigDecimal.valueOf(value), BigDecimal.valueOf(limit), unit);
    }

    static Reading of(long value, long limit, String unit) {
      return new Reading(BigDecimal.valueOf(value), BigDecimal.valueOf(limit), unit);
    }

    /** How near it is: 1 at the limit. */
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

  /** Whether people are to know of it. */
  public boolean isOpen() {
    return status == Status.WARNING || status == Status.BREACHED;
  }
}
