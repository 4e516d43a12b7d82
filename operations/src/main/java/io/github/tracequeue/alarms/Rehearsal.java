// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import io.github.tracequeue.alarms.RehearsalReport.Change;
import io.github.tracequeue.alarms.RehearsalReport.Extreme;
import io.github.tracequeue.alarms.RehearsalReport.Line;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs alarms over recorded metrics as if they had been deployed when the recording begins. */
public final class Rehearsal {

  private Rehearsal() {}

  /**
   * What each alarm would have done.
   *
   * @param from when the alarms are created; cut to the minute
   * @param until the last evaluation
   */
  public static RehearsalReport run(
      List<Alarm> alarms, MetricSource metrics, Instant from, Instant until) {
    Instant start = from.truncatedTo(ChronoUnit.MINUTES);
    if (!start.isBefore(until)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "nothing between %s and %s", from, until));
    }
    AlarmEvaluator evaluator = AlarmEvaluator.create(alarms, metrics, start);
    Map<String, Track> tracks = new LinkedHashMap<>();
    Duration minute = Duration.ofMinutes(1);
    for (Instant now = start.plus(minute); !now.isAfter(until); now = now.plus(minute)) {
      for (AlarmStatus status : evaluator.evaluate(now)) {
        tracks
            .computeIfAbsent(status.alarm().title().name(), name -> new Track(status.alarm()))
            .add(now, status);
      }
    }
    return new RehearsalReport(start, until, tracks.values().stream().map(Track::line).toList());
  }

  /** What one alarm has done so far. */
  private static final class Track {
    private final Alarm alarm;
    private final List<Change> changes = new ArrayList<>();
    private @Nullable AlarmState state;
    private @Nullable Extreme extreme;
    private String note = "";

    Track(Alarm alarm) {
      this.alarm = alarm;
    }

    void add(Instant now, AlarmStatus status) {
      AlarmState next = status.state();
      if (next == null) {
        note = status.note();
        return;
      }
      note = "";
      if (next != state) {
        changes.add(new Change(now, next, status.contributors()));
        state = next;
      }
      double value = status.value();
      if (!Double.isNaN(value) && (extreme == null || worse(value, extreme.value()))) {
        extreme = new Extreme(value, now);
      }
    }

    Line line() {
      return new Line(alarm, changes, extreme, changes.isEmpty() ? note : "");
    }

    private boolean worse(double value, double than) {
      boolean upward =
          !(alarm instanceof Alarm.OnMetrics onMetrics)
              || onMetrics.criterion().comparison().upward();
      return upward ? value > than : value < than;
    }
  }
}
