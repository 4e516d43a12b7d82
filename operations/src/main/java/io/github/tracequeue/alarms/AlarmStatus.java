// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an alarm says at one time.
 *
 * @param state the state; null where it cannot be told, for the reason in {@code note}
 * @param since when it took that state; null where it cannot be told
 * @param value the newest number that it looked at, NaN for none; of several series the worst
 * @param contributors names of the series in alarm, of an alarm on several
 * @param note why nothing can be told; empty otherwise
 */
public record AlarmStatus(
    Alarm alarm,
    @Nullable AlarmState state,
    @Nullable Instant since,
    double value,
    List<String> contributors,
    String note) {

  /** Why it is in its state, in one sentence. */
  public String reason() {
    if (!note.isEmpty()) {
      return note;
    }
    if (alarm instanceof Alarm.OnMetrics onMetrics) {
      String newest =
          Double.isNaN(value)
              ? "nothing was reported lately"
              : "it was " + number(value) + " lately";
      return newest + series() + "; " + onMetrics.criterion().words();
    }
    return state == AlarmState.ALARM ? "one of its alarms is in alarm" : "none of its alarms is";
  }

  private String series() {
    return contributors.isEmpty() ? "" : ", too much for " + String.join(", ", contributors);
  }

  private static String number(double value) {
    return RehearsalText.number(value);
  }

  static AlarmStatus unknown(Alarm alarm, String note) {
    return new AlarmStatus(alarm, null, null, Double.NaN, List.of(), note);
  }
}
