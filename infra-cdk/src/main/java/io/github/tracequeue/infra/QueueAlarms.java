// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static io.github.tracequeue.infra.AlarmDefinition.Condition.above;
import static io.github.tracequeue.infra.AlarmDefinition.Condition.below;

import io.github.tracequeue.infra.AlarmDefinition.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Alarms of the queue of events and of its dead letters. */
final class QueueAlarms {
  private static final int MINUTE = 60;
  private static final int FIVE_MINUTES = 300;
  private static final Duration LATE = Duration.ofMinutes(5);

  /** Leaves three days before SQS deletes a message that spent its longest time as an event. */
  private static final Duration OLD = Duration.ofDays(7);

  private QueueAlarms() {}

  static List<AlarmDefinition> of(
      QueueMetrics events, QueueMetrics deadLetters, @Nullable Duration heartbeat) {
    List<AlarmDefinition> alarms = new ArrayList<>();
    alarms.add(
        AlarmDefinition.of(
            AlarmKind.DEAD_LETTERS,
            String.format(
                Locale.ROOT,
                "Messages were received %d times without being stored and are set aside.",
                PipelineQueues.MAX_RECEIVE_COUNT),
            deadLetters.visible().maximum(MINUTE),
            above(0)));
    alarms.add(
        AlarmDefinition.of(
            AlarmKind.DEAD_LETTERS_OLD,
            String.format(
                Locale.ROOT,
                "Dead letters have waited for %d days and will be deleted by SQS.",
                OLD.toDays()),
            deadLetters.age().maximum(FIVE_MINUTES),
            above(OLD.toSeconds())));
    alarms.add(
        AlarmDefinition.of(
            AlarmKind.QUEUE_AGE,
            String.format(
                Locale.ROOT,
                "The oldest event has waited for more than %d minutes.",
                LATE.toMinutes()),
            events.age().maximum(MINUTE),
            above(LATE.toSeconds()).in(5, 5)));
    if (heartbeat != null) {
      alarms.add(heartbeat(events, heartbeat));
    }
    return alarms;
  }

  private static AlarmDefinition heartbeat(QueueMetrics events, Duration silence) {
    int periods = Periods.covering(silence, FIVE_MINUTES);
    return AlarmDefinition.of(
            AlarmKind.HEARTBEAT,
            String.format(
                Locale.ROOT, "No producer has sent anything for %d minutes.", silence.toMinutes()),
            events.sent().sum(FIVE_MINUTES).orZero("messages sent"),
            below(1).in(periods, periods))
        .timed(Timing.slidingAfter(silence.toMinutes()));
  }
}
