// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import io.github.tracequeue.alarms.EvaluationWindow.Period;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates alarms minute by minute, as CloudWatch does. It remembers their states from one
 * evaluation to the next; time must not go back. Not safe for use by several threads.
 */
public final class AlarmEvaluator {
  private final List<Alarm> alarms;
  private final MetricSource metrics;
  private final Instant created;
  private final Map<String, Memory> memories = new HashMap<>();

  private AlarmEvaluator(List<Alarm> alarms, MetricSource metrics, Instant created) {
    this.alarms = List.copyOf(alarms);
    this.metrics = metrics;
    this.created = created;
  }

  /**
   * An evaluator of alarms without a state so far.
   *
   * @param created from when on a warm-up counts
   */
  public static AlarmEvaluator create(List<Alarm> alarms, MetricSource metrics, Instant created) {
    return new AlarmEvaluator(alarms, metrics, created);
  }

  /** The alarms' states by the data up to the last full minute. */
  public List<AlarmStatus> evaluate(Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    Map<String, AlarmState> states = new HashMap<>();
    List<AlarmStatus> result = new ArrayList<>();
    for (Alarm alarm : alarms) {
      AlarmStatus status = evaluate(alarm, minute, states);
      if (status.state() != null) {
        states.put(alarm.title().name(), status.state());
      }
      result.add(status);
    }
    return result;
  }

  private AlarmStatus evaluate(Alarm alarm, Instant now, Map<String, AlarmState> states) {
    if (alarm instanceof Alarm.OnMetrics onMetrics) {
      return evaluate(onMetrics, now);
    }
    if (alarm instanceof Alarm.Composite composite) {
      return evaluate(composite, now, states);
    }
    return AlarmStatus.unknown(
        alarm, "not supported here: " + ((Alarm.Unsupported) alarm).reason());
  }

  private AlarmStatus evaluate(Alarm.Composite alarm, Instant now, Map<String, AlarmState> states) {
    Set<String> unknown = new TreeSet<>();
    boolean holds =
        alarm
            .rule()
            .holds(
                name -> {
                  AlarmState state = states.get(name);
                  if (state == null) {
                    unknown.add(name);
                    return AlarmState.INSUFFICIENT_DATA;
                  }
                  return state;
                });
    // An alarm of a part that is known is one whatever the others are; all is well only if all are.
    if (!holds && !unknown.isEmpty()) {
      return AlarmStatus.unknown(alarm, "not known of " + String.join(", ", unknown));
    }
    Memory memory = memory(alarm);
    memory.take(holds ? AlarmState.ALARM : AlarmState.OK, now);
    return memory.status(alarm, Double.NaN, List.of());
  }

  private AlarmStatus evaluate(Alarm.OnMetrics alarm, Instant now) {
    for (MetricKey family : alarm.signal().families()) {
      if (!metrics.covers(family.namespace(), family.name())) {
        return AlarmStatus.unknown(alarm, "not recorded: " + family);
      }
    }
    Memory memory = memory(alarm);
    List<Period> periods = alarm.timing().window().at(now);
    Map<String, double[]> values;
    try {
      values = alarm.signal().values(metrics, periods);
    } catch (UnsupportedException e) {
      return AlarmStatus.unknown(alarm, "not supported here: " + e.what());
    }
    if (warmingUp(alarm, now, values)) {
      memory.take(AlarmState.INSUFFICIENT_DATA, now);
    } else if (alarm.signal() instanceof AlarmSignal.OfQuery) {
      memory.take(ofContributors(alarm, memory, values), now);
    } else if (!tooFewSamples(alarm, periods)) {
      memory.take(state(alarm, values.get(""), memory.state), now);
    }
    return memory.status(alarm, worst(alarm, values), memory.contributorsInAlarm());
  }

  private static AlarmState ofContributors(
      Alarm.OnMetrics alarm, Memory memory, Map<String, double[]> values) {
    // A series that the query does not find any more is fine, however missing data counts.
    memory.contributors.keySet().retainAll(values.keySet());
    values.forEach(
        (name, numbers) ->
            memory.contributors.put(
                name,
                state(
                    alarm,
                    numbers,
                    memory.contributors.getOrDefault(name, AlarmState.INSUFFICIENT_DATA))));
    if (values.isEmpty()) {
      return AlarmState.INSUFFICIENT_DATA;
    }
    return memory.contributors.containsValue(AlarmState.ALARM) ? AlarmState.ALARM : AlarmState.OK;
  }

  private static AlarmState state(
      Alarm.OnMetrics alarm, double @Nullable [] numbers, AlarmState current) {
    double[] all = numbers == null ? new double[0] : numbers;
    return alarm
        .criterion()
        .rule()
        .state(Arrays.stream(all).mapToObj(alarm.criterion()::judge).toList(), current);
  }

  private boolean warmingUp(Alarm.OnMetrics alarm, Instant now, Map<String, double[]> values) {
    Alarm.Timing timing = alarm.timing();
    if (!now.isBefore(created.plus(timing.warmUp()))) {
      return false;
    }
    int needed = alarm.criterion().rule().periods();
    boolean filled =
        values.values().stream()
            .anyMatch(
                numbers ->
                    Arrays.stream(numbers).filter(it -> !Double.isNaN(it)).count() >= needed);
    return timing.wholeWarmUp() || !filled;
  }

  private boolean tooFewSamples(Alarm.OnMetrics alarm, List<Period> periods) {
    if (!alarm.timing().keepsStateOnFewSamples()
        || !(alarm.signal() instanceof AlarmSignal.OfMetric signal)
        || !(signal.statistic() instanceof Statistic.Percentile percentile)) {
      return false;
    }
    int evaluated = alarm.criterion().rule().periods();
    double samples =
        metrics
            .series(signal.metric())
            .sampleCount(periods.get(evaluated - 1).from(), periods.get(0).until());
    return samples < percentile.significantSamples();
  }

  private static double worst(Alarm.OnMetrics alarm, Map<String, double[]> values) {
    double worst = Double.NaN;
    for (double[] numbers : values.values()) {
      double newest = numbers.length == 0 ? Double.NaN : numbers[0];
      if (Double.isNaN(worst)) {
        worst = newest;
      } else if (!Double.isNaN(newest)) {
        worst =
            alarm.criterion().comparison().upward()
                ? Math.max(worst, newest)
                : Math.min(worst, newest);
      }
    }
    return worst;
  }

  private Memory memory(Alarm alarm) {
    return memories.computeIfAbsent(alarm.title().name(), name -> new Memory(created));
  }

  /** An alarm's state, and those of its contributors, between evaluations. */
  private static final class Memory {
    private final Map<String, AlarmState> contributors = new TreeMap<>();
    private AlarmState state = AlarmState.INSUFFICIENT_DATA;
    private Instant since;

    Memory(Instant created) {
      since = created;
    }

    void take(AlarmState next, Instant now) {
      if (next != state) {
        state = next;
        since = now;
      }
    }

    List<String> contributorsInAlarm() {
      return contributors.entrySet().stream()
          .filter(entry -> entry.getValue() == AlarmState.ALARM)
          .map(Map.Entry::getKey)
          .toList();
    }

    AlarmStatus status(Alarm alarm, double value, List<String> inAlarm) {
      return new AlarmStatus(alarm, state, since, value, inAlarm, "");
    }
  }
}
