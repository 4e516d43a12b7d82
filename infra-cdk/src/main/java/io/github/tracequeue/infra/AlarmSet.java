// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import io.github.tracequeue.infra.AlarmDefinition.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.cloudwatch.CfnAlarmProps;
import software.amazon.awscdk.services.cloudwatch.CfnCompositeAlarm;
import software.amazon.awscdk.services.cloudwatch.CfnCompositeAlarmProps;
import software.constructs.Construct;

/** Turns definitions into alarms: each gets its name, its link to the runbook and its topics. */
final class AlarmSet {
  private final String namePrefix;
  private final Addressing addressing;
  private final List<CfnAlarm> ofPipeline = new ArrayList<>();

  AlarmSet(String namePrefix, Addressing addressing) {
    this.namePrefix = namePrefix;
    this.addressing = addressing;
  }

  /** Adds an alarm below a scope, under an id that is stable as long as its kind is. */
  CfnAlarm add(Construct scope, AlarmDefinition definition) {
    AlarmKind kind = definition.kind();
    CfnAlarm alarm = new CfnAlarm(scope, kind.anchor(), properties(definition));
    if (kind.audience() == AlarmKind.Audience.PIPELINE) {
      ofPipeline.add(alarm);
    }
    return alarm;
  }

  /** One alarm over all those of the pipeline, so that one incident wakes someone once. */
  CfnCompositeAlarm addComposite(Construct scope) {
    AlarmKind kind = AlarmKind.PIPELINE_UNHEALTHY;
    List<String> actions = List.of(addressing.topics().arnFor(kind.audience()));
    CfnCompositeAlarm composite =
        new CfnCompositeAlarm(
            scope,
            kind.anchor(),
            CfnCompositeAlarmProps.builder()
                .alarmName(name(kind))
                .alarmDescription(
                    description(kind, "Events are not stored, or not in time, or could be lost."))
                .alarmRule(
                    ofPipeline.stream()
                        .map(alarm -> "ALARM(\"" + alarm.getAlarmName() + "\")")
                        .collect(Collectors.joining(" OR ")))
                .alarmActions(actions)
                .okActions(actions)
                .build());
    // The rule names them, which CloudFormation does not see.
    composite.getNode().addDependency(ofPipeline.toArray(CfnAlarm[]::new));
    return composite;
  }

  private String name(AlarmKind kind) {
    return namePrefix + "-" + kind.anchor();
  }

  private String description(AlarmKind kind, String meaning) {
    return String.format(
        Locale.ROOT, "%s Runbook: %s#%s", meaning, addressing.runbook(), kind.anchor());
  }

  private CfnAlarmProps properties(AlarmDefinition definition) {
    AlarmKind kind = definition.kind();
    List<String> actions = List.of(addressing.topics().arnFor(kind.audience()));
    AlarmDefinition.Condition condition = definition.condition();
    String agent = definition.agent();
    CfnAlarmProps.Builder properties =
        CfnAlarmProps.builder()
            .alarmName(agent == null ? name(kind) : agentAlarmName(kind, agent))
            .alarmDescription(description(kind, definition.meaning()))
            .comparisonOperator(condition.operator())
            .datapointsToAlarm(condition.breaching())
            .evaluationPeriods(condition.periods())
            .treatMissingData(condition.missing().text())
            .alarmActions(actions)
            .okActions(actions);
    apply(definition.signal(), condition, properties);
    apply(definition.timing(), properties);
    return properties.build();
  }

  /** "agent-latency" of "cto" is the alarm "...-agent-cto-latency". */
  private String agentAlarmName(AlarmKind kind, String agent) {
    return kind.anchor().replaceFirst("agent-", namePrefix + "-agent-" + agent + "-");
  }

  private static void apply(
      Signal signal, AlarmDefinition.Condition condition, CfnAlarmProps.Builder properties) {
    if (signal instanceof Signal.Statistic statistic) {
      MetricId metric = statistic.metric();
      properties
          .threshold(condition.threshold())
          .namespace(metric.namespace())
          .metricName(metric.name())
          .dimensions(dimensions(metric))
          .period(statistic.periodSeconds());
      if (statistic.standard()) {
        properties.statistic(statistic.statistic());
      } else {
        properties
            .extendedStatistic(statistic.statistic())
            .evaluateLowSampleCountPercentile("evaluate");
      }
    } else if (signal instanceof Signal.Expression expression) {
      List<CfnAlarm.MetricDataQueryProperty> metrics = new ArrayList<>();
      metrics.add(
          result("result", expression.expression(), expression.label()).returnData(true).build());
      expression.inputs().forEach((id, input) -> metrics.add(input(id, input).build()));
      properties.threshold(condition.threshold()).metrics(metrics);
    } else if (signal instanceof Signal.Query query) {
      properties
          .threshold(condition.threshold())
          .metrics(
              List.of(
                  result("result", query.sql(), query.label())
                      .period(query.periodSeconds())
                      .returnData(true)
                      .build()));
    } else if (signal instanceof Signal.Anomaly anomaly) {
      properties
          .thresholdMetricId("band")
          .metrics(
              List.of(
                  input("m1", anomaly.statistic()).returnData(true).build(),
                  result(
                          "band",
                          String.format(
                              Locale.ROOT,
                              "ANOMALY_DETECTION_BAND(m1, %d)",
                              anomaly.standardDeviations()),
                          "usual")
                      .returnData(true)
                      .build()));
    }
  }

  private static void apply(Timing timing, CfnAlarmProps.Builder properties) {
    if (timing.calendar() != null) {
      properties.evaluationWindow(
          CfnAlarm.EvaluationWindowProperty.builder()
              .wallClockWindow(
                  CfnAlarm.WallClockWindowProperty.builder()
                      .timezone(timing.calendar().getId())
                      .build())
              .build());
    }
    if (timing.warmUpMinutes() > 0) {
      properties.warmUpConfiguration(
          CfnAlarm.WarmUpConfigurationProperty.builder()
              .warmUpPeriodDurationInMinutes(timing.warmUpMinutes())
              .onlyStartEvaluatingAfterWarmUpPeriodEnds(timing.wholeWarmUp())
              .build());
    }
  }

  private static CfnAlarm.MetricDataQueryProperty.Builder result(
      String id, String expression, String label) {
    return CfnAlarm.MetricDataQueryProperty.builder().id(id).expression(expression).label(label);
  }

  private static CfnAlarm.MetricDataQueryProperty.Builder input(String id, Signal.Statistic input) {
    MetricId metric = input.metric();
    return CfnAlarm.MetricDataQueryProperty.builder()
        .id(id)
        .returnData(false)
        .metricStat(
            CfnAlarm.MetricStatProperty.builder()
                .stat(input.statistic())
                .period(input.periodSeconds())
                .metric(
                    CfnAlarm.MetricProperty.builder()
                        .namespace(metric.namespace())
                        .metricName(metric.name())
                        .dimensions(dimensions(metric))
                        .build())
                .build());
  }

  private static List<CfnAlarm.DimensionProperty> dimensions(MetricId metric) {
    return metric.dimensions().entrySet().stream()
        .map(AlarmSet::dimension)
        .collect(Collectors.toList());
  }

  private static CfnAlarm.DimensionProperty dimension(Map.Entry<String, String> dimension) {
    return CfnAlarm.DimensionProperty.builder()
        .name(dimension.getKey())
        .value(dimension.getValue())
        .build();
  }

  /** Whom alarms tell, and where they send who was told. */
  record Addressing(AlarmTopics topics, String runbook) {}
}
