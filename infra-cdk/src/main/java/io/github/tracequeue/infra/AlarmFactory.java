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

/** Makes alarms: each gets its name, its link to the runbook and its topics. */
final class AlarmFactory {
  private final String pipeline;
  private final String runbook;
  private final NoticeTopics topics;

  /**
   * A factory for one pipeline.
   *
   * @param pipeline what the alarms' names begin with
   * @param runbook address of docs/operations.md, to which an alarm's anchor is added
   */
  AlarmFactory(String pipeline, String runbook, NoticeTopics topics) {
    this.pipeline = pipeline;
    this.runbook = runbook;
    this.topics = topics;
  }

  /**
   * When an alarm fires: M of N periods that breach a threshold.
   *
   * @param operator how a value is compared
   * @param breaching M, the periods that must breach
   * @param periods N, out of how many
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

    /** Silence breaches a lower limit, and no upper one. */
    private TreatMissingData missing() {
      return operator == ComparisonOperator.LESS_THAN_THRESHOLD
          ? TreatMissingData.BREACHING
          : TreatMissingData.NOT_BREACHING;
    }
  }

  /** An alarm that also says when it is over. */
  Alarm add(Construct scope, AlarmKind kind, String meaning, IMetric metric, Condition condition) {
    Alarm alarm = add(scope, kind, kind.anchor(), meaning, metric, condition);
    topics(kind).forEach(topic -> alarm.addOkAction(new SnsAction(topic)));
    return alarm;
  }

  /** An alarm of one agent, under a name with the agent's slug. */
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

  /** An alarm on something that arrives: that nothing more arrives does not mean it is over. */
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
