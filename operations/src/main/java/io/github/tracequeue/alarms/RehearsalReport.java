// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What alarms would have done over a stretch of time.
 *
 * @param from when the alarms were created
 * @param until the last evaluation
 * @param lines one for each alarm, in the order they were given
 */
public record RehearsalReport(Instant from, Instant until, List<Line> lines) {

  /** Copies the lines. */
  public RehearsalReport {
    lines = List.copyOf(lines);
  }

  /** The alarms that would have fired, the longest first. */
  public List<Line> fired() {
    return lines.stream()
        .filter(line -> !line.firings().isEmpty())
        .sorted((a, b) -> b.timeInAlarm(until).compareTo(a.timeInAlarm(until)))
        .toList();
  }

  /** The alarms that would have stayed quiet. */
  public List<Line> quiet() {
    return lines.stream().filter(line -> line.judged() && line.firings().isEmpty()).toList();
  }

  /** The alarms of which nothing can be said, each with the reason in its note. */
  public List<Line> notJudged() {
    return lines.stream().filter(line -> !line.judged()).toList();
  }

  /** As text, for a terminal. */
  public String toText() {
    return new RehearsalText(this).print();
  }

  /** As a picture, an SVG document: a line for each alarm that could be judged. */
  public String toSvg() {
    return new RehearsalPicture(this).draw();
  }

  /**
   * One alarm.
   *
   * @param changes of its state, the first one included
   * @param extreme the worst number it looked at; null if there was none
   * @param note why it could not be judged; empty if it was
   */
  public record Line(Alarm alarm, List<Change> changes, @Nullable Extreme extreme, String note) {

    /** Copies the changes. */
    public Line {
      changes = List.copyOf(changes);
    }

    /** Whether it had any state. */
    public boolean judged() {
      return !changes.isEmpty();
    }

    /** When it went into alarm. */
    public List<Change> firings() {
      return changes.stream().filter(change -> change.state() == AlarmState.ALARM).toList();
    }

    /** The stretches of one state after another, up to an end. */
    public List<Stretch> stretches(Instant end) {
      List<Stretch> stretches = new ArrayList<>();
      for (int i = 0; i < changes.size(); i++) {
        Instant until = i + 1 < changes.size() ? changes.get(i + 1).at() : end;
        stretches.add(new Stretch(changes.get(i).state(), changes.get(i).at(), until));
      }
      return stretches;
    }

    /** How long it was in alarm in all. */
    public Duration timeInAlarm(Instant end) {
      return stretches(end).stream()
          .filter(stretch -> stretch.state() == AlarmState.ALARM)
          .map(stretch -> Duration.between(stretch.from(), stretch.until()))
          .reduce(Duration.ZERO, Duration::plus);
    }
  }

  /**
   * A change of state.
   *
   * @param contributors the series in alarm, of an alarm on several
   */
  public record Change(Instant at, AlarmState state, List<String> contributors) {

    /** Copies the contributors. */
    public Change {
      contributors = List.copyOf(contributors);
    }
  }

  /** The worst number that an alarm looked at, and when. */
  public record Extreme(double value, Instant at) {}

  /** A time in one state. */
  public record Stretch(AlarmState state, Instant from, Instant until) {}
}
