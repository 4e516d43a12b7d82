// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import io.github.tracequeue.alarms.Alarm;
import io.github.tracequeue.alarms.AlarmEvaluator;
import io.github.tracequeue.alarms.AlarmState;
import io.github.tracequeue.alarms.AlarmStatus;
import io.github.tracequeue.alarms.MetricSource;
import io.github.tracequeue.query.AlarmReport;
import io.github.tracequeue.query.AlarmSource;
import io.github.tracequeue.query.ListedAlarm;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Evaluates alarms with the metrics of a local stack, at most once a minute, without AWS.
 * Thread-safe.
 */
final class LocalAlarms implements AlarmSource {
  private final AlarmEvaluator evaluator;
  private final Clock clock;
  private Instant evaluated = Instant.MIN;
  private List<ListedAlarm> states = List.of();

  private LocalAlarms(AlarmEvaluator evaluator, Clock clock) {
    this.evaluator = evaluator;
    this.clock = clock;
  }

  /** Creates alarms at the current time. */
  static LocalAlarms over(List<Alarm> alarms, MetricSource metrics, Clock clock) {
    return new LocalAlarms(AlarmEvaluator.create(alarms, metrics, clock.instant()), clock);
  }

  @Override
  public synchronized AlarmReport current() {
    Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    if (minute.isAfter(evaluated)) {
      evaluated = minute;
      states = evaluator.evaluate(minute).stream().map(LocalAlarms::state).toList();
    }
    return AlarmReport.of(states);
  }

  private static ListedAlarm state(AlarmStatus status) {
    AlarmState state = status.state();
    return new ListedAlarm(
        status.alarm().title().name(),
        // An alarm that cannot be evaluated has no data; the reason names the metric.
        state == null
            ? ListedAlarm.State.INSUFFICIENT_DATA
            : ListedAlarm.State.valueOf(state.name()),
        status.since(),
        status.reason(),
        status.alarm().agent().orElse(null),
        status.alarm().title().description());
  }
}
