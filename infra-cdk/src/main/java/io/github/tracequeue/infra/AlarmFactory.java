// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Locale;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmProps;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/** Creates alarms with their name, runbook link and topics. */
final class AlarmFactory {
  private final String pipeline;
  private final String runbook;
  private final NoticeTopics topics;

  /**
   * Creates a factory for one pipeline.
   *
   * @param pipeline the prefix of the alarm names
   * @param runbook the URL of docs/operations.md, without the anchor
   */
  AlarmFactory(String pipeline, String runbook, NoticeTopics topics) {
    this.pipeline = pipeline;
    this.runbook = runbook;
    this.topics = topics;
  }

  /**
   * When an alarm fires: M of N periods breach a threshold.
   *
   * @param operator how values are compared with the threshold
   * @param breaching M, the number of periods that must breach
   * @param periods N, the number of evaluated periods
   */
  record Condition(ComparisonOperator operator, Number threshold, int breaching, int periods) {

    static Condition above(Number threshold) {
      return new Condition(ComparisonOperator.GREATER_THAN_THRESHOLD, threshold, 1, 1);
    }

    static Condition below(Number threshold) {
      return new Condition(ComparisonOperator.LESS_THAN_THRESHOLD, threshold, 1, 1);
    }

    Condition in(int breaching, int periods) {
      return new Condition(operator, threshold, breaching, periods);
    }

    /** Missing data breaches a lower threshold, but not an upper one. */
    private TreatMissingData missing() {
      return operator == ComparisonOperator.LESS_THAN_THRESHOLD
          ? TreatMissingData.BREACHING
          : TreatMissingData.NOT_BREACHING;
    }
  }

  /** An alarm that also notifies when it is over. */
  Alarm add(Construct scope, AlarmKind kind, String meaning, IMetric metric, Condition condition) {
    Alarm alarm = add(scope, kind, kind.anchor(), meaning, metric, condition);
    topics(kind).forEach(topic -> alarm.addOkAction(new SnsAction(topic)));
    return alarm;
  }

  /** An alarm of one agent. Its name contains the agent's slug. */
  Alarm addOfAgent(
      Construct scope,
      AlarmKind kind,
      String slug,
      String meaning,
      IMetric metric,
      Condition condition) {
    String name = "agent-" + slug + kind.anchor().substring("agent".length());
    Alarm alarm = add(scope, kind, name, "Agent " + slug + ": " + meaning, metric, condition);
    topics(kind).forEach(topic -> alarm.addOkAction(new SnsAction(topic)));
    return alarm;
  }

  /**
   * An alarm on arrivals. It does not notify when it is over, because the absence of new arrivals
   * does not mean that the problem is solved.
   */
  Alarm addArrival(
      Construct scope, AlarmKind kind, String meaning, IMetric metric, Condition condition) {
    return add(scope, kind, kind.anchor(), meaning, metric, condition);
  }

  private Alarm add(
      Construct scope,
      AlarmKind kind,
      String name,
      String meaning,
      IMetric metric,
      Condition condition) {
    Alarm alarm =
        new Alarm(
            scope,
            kind.anchor(),
            AlarmProps.builder()
                .alarmName(pipeline + "-" + name)
                .alarmDescription(
                    String.format(
                        Locale.ROOT, "%s Runbook: %s#%s", meaning, runbook, kind.anchor()))
                .metric(metric)
                .comparisonOperator(condition.operator())
                .threshold(condition.threshold())
                .datapointsToAlarm(condition.breaching())
                .evaluationPeriods(condition.periods())
                .treatMissingData(condition.missing())
                .build());
    topics(kind).forEach(topic -> alarm.addAlarmAction(new SnsAction(topic)));
    return alarm;
  }

  private Iterable<ITopic> topics(AlarmKind kind) {
    return topics.actions(kind.audience());
  }
}
