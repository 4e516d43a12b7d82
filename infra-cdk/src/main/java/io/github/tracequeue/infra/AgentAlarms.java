// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static io.github.tracequeue.infra.AlarmDefinition.Condition.above;
import static io.github.tracequeue.infra.AlarmDefinition.Condition.below;

import io.github.tracequeue.infra.AgentSettings.ErrorRate;
import io.github.tracequeue.infra.AlarmDefinition.Timing;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Alarms of one agent: those that its settings ask for. */
final class AgentAlarms {
  private static final int FIVE_MINUTES = 300;
  private static final int HOUR = 3600;
  private static final int DAY = 86_400;

  /**
   * Up to this the periods are short, so that lateness is seen to within five minutes: CloudWatch
   * evaluates at most a day of periods under an hour.
   */
  private static final Duration SHORT = Duration.ofDays(1);

  private final String slug;
  private final List<AlarmDefinition> alarms = new ArrayList<>();

  private AgentAlarms(String slug) {
    this.slug = slug;
  }

  static List<AlarmDefinition> of(AgentSettings agent) {
    AgentAlarms alarms = new AgentAlarms(agent.slug());
    if (agent.latencyP95() != null) {
      alarms.latency(agent.latencyP95());
    }
    if (agent.errorRate() != null) {
      alarms.errorRate(agent.errorRate());
    }
    if (agent.costPerHourUsd() != null) {
      alarms.costPerHour(agent.costPerHourUsd());
    }
    if (agent.budget24hUsd() != null) {
      alarms.budget(AlarmKind.AGENT_BUDGET_80, 80, agent.budget24hUsd());
      alarms.budget(AlarmKind.AGENT_BUDGET_100, 100, agent.budget24hUsd());
    }
    if (agent.schedule() instanceof RunSchedule.Every every) {
      alarms.interval(every);
    } else if (agent.schedule() instanceof RunSchedule.Daily daily) {
      alarms.calendar(daily);
    }
    if (agent.promptChanged()) {
      alarms.promptChanged();
    }
    return alarms.alarms;
  }

  private void latency(Duration limit) {
    add(
        AlarmKind.AGENT_LATENCY,
        String.format(
            Locale.ROOT, "The slowest 5 %% of its calls take over %d ms.", limit.toMillis()),
        metric(TraceMetrics.LATENCY).percentile(95, FIVE_MINUTES),
        above(limit.toMillis()).in(2, 3));
  }

  private void errorRate(ErrorRate rate) {
    int period = Math.toIntExact(rate.window().toSeconds());
    add(
        AlarmKind.AGENT_ERROR_RATE,
        String.format(
            Locale.ROOT,
            "More than %s %% of its calls fail, of at least %d in %d minutes.",
            rate.percent().toPlainString(),
            rate.minimumCalls(),
            rate.window().toMinutes()),
        new Signal.Expression(
            String.format(
                Locale.ROOT, "IF(calls >= %d, 100 * errors / calls, 0)", rate.minimumCalls()),
            "failed calls in percent",
            Map.of(
                "calls", calls(period),
                "errors", metric(TraceMetrics.ERRORS).sum(period))),
        above(rate.percent()));
  }

  private void costPerHour(BigDecimal limit) {
    add(
        AlarmKind.AGENT_COST,
        String.format(
            Locale.ROOT, "It has cost more than %s USD in an hour.", limit.toPlainString()),
        metric(TraceMetrics.COST).sum(HOUR).orZero("USD in an hour"),
        above(limit));
  }

  private void budget(AlarmKind kind, int percent, BigDecimal budget) {
    BigDecimal limit = budget.multiply(BigDecimal.valueOf(percent)).movePointLeft(2);
    add(
        kind,
        String.format(
            Locale.ROOT,
            "It has used up %d %% of its budget of %s USD for 24 hours.",
            percent,
            budget.toPlainString()),
        metric(TraceMetrics.COST).sum(DAY).orZero("USD in 24 hours"),
        above(limit));
  }

  private void interval(RunSchedule.Every every) {
    Duration late = every.lateAfter();
    int period = late.compareTo(SHORT) <= 0 ? FIVE_MINUTES : HOUR;
    int periods = Periods.covering(late, period);
    long minutes = Duration.ofSeconds((long) period * periods).toMinutes();
    alarms.add(
        AlarmDefinition.of(
                AlarmKind.AGENT_DID_NOT_RUN,
                slug,
                meaning(
                    String.format(
                        Locale.ROOT,
                        "It has made no call for %d minutes and is due every %d.",
                        minutes,
                        every.interval().toMinutes())),
                calls(period).orZero("calls"),
                below(1).in(periods, periods))
            .timed(Timing.slidingAfter(minutes)));
  }

  private void calendar(RunSchedule.Daily daily) {
    alarms.add(
        AlarmDefinition.of(
                AlarmKind.AGENT_DID_NOT_RUN,
                slug,
                meaning(
                    String.format(
                        Locale.ROOT,
                        "It made no call on the last calendar day (%s).",
                        daily.zone().getId())),
                calls(DAY),
                below(1))
            .timed(Timing.calendarDays(daily.zone())));
  }

  private void promptChanged() {
    add(
        AlarmKind.AGENT_PROMPT_CHANGED,
        "Its prompt has changed.",
        metric(TraceMetrics.PROMPT_CHANGES).sum(FIVE_MINUTES),
        above(0));
  }

  private void add(
      AlarmKind kind, String meaning, Signal signal, AlarmDefinition.Condition condition) {
    alarms.add(AlarmDefinition.of(kind, slug, meaning(meaning), signal, condition));
  }

  private String meaning(String text) {
    return "Agent " + slug + ": " + text;
  }

  /** Each call is one sample of the errors, 0 or 1; not each call has a latency. */
  private Signal.Statistic calls(int periodSeconds) {
    return metric(TraceMetrics.ERRORS).sampleCount(periodSeconds);
  }

  private MetricId metric(String name) {
    return TraceMetrics.of(name, slug);
  }
}
