// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidgetProps;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.DashboardProps;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.GraphWidgetProps;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MathExpressionProps;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.MetricProps;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/** The dashboard: alarms, the calls and cost of the agents, and the load of the pipeline. */
final class PipelineDashboard {
  private static final Duration FIVE_MINUTES = Duration.minutes(5);
  private static final Duration HOUR = Duration.hours(1);
  private static final int WIDTH = 8;

  private PipelineDashboard() {}

  static void create(Construct scope, String name, PipelineMetrics own, Subjects subjects) {
    Dashboard dashboard =
        new Dashboard(
            scope,
            "Dashboard",
            DashboardProps.builder()
                .dashboardName(name)
                .defaultInterval(Duration.hours(24))
                .build());
    dashboard.addWidgets(
        new AlarmStatusWidget(
            AlarmStatusWidgetProps.builder()
                .title("Alarms")
                .width(3 * WIDTH)
                .alarms(List.copyOf(subjects.alarms()))
                .build()));
    dashboard.addWidgets(
        graph("Calls per agent", perAgent(own, "InvocationLatency", "SampleCount", FIVE_MINUTES)),
        graph(
            "Latency per agent, p95, ms", perAgent(own, "InvocationLatency", "p95", FIVE_MINUTES)),
        graph("Cost per agent and hour, USD", perAgent(own, "EstimatedCost", "Sum", HOUR)));
    dashboard.addWidgets(
        graph("Failed calls per agent", perAgent(own, "InvocationErrors", "Sum", FIVE_MINUTES)),
        graph(
            "Events",
            sums(own, "EventsStored", "EventsQuarantined", "EventsUnpriced", "ProducerDropped")),
        graph("Limits", sums(own, "LimitsBreached", "AgentsOverdue", "NoticesFailed")));
    dashboard.addWidgets(
        graph(
            "Queue: oldest event, seconds",
            List.of(
                subjects
                    .queues()
                    .events()
                    .metricApproximateAgeOfOldestMessage(options("Maximum", FIVE_MINUTES)))),
        graph(
            "Waiting messages: events, dead letters, quarantine",
            List.of(
                depth(subjects.queues().events()),
                depth(subjects.queues().deadLetters()),
                depth(subjects.queues().quarantine()))),
        graph("DynamoDB: used units, throttled writes", ofTable(subjects.table())));
    dashboard.addWidgets(
        graph("Consumer: invocations, errors, throttles", calls(subjects.consumer())),
        graph(
            "Duration, p99, ms: consumer, watch",
            List.of(
                subjects.consumer().metricDuration(options("p99", FIVE_MINUTES)),
                subjects.watch().metricDuration(options("p99", FIVE_MINUTES)))),
        graph("Consumer: concurrent runs", List.of(concurrency(subjects.consumer()))));
  }

  private static IWidget graph(String title, List<IMetric> metrics) {
    return new GraphWidget(
        GraphWidgetProps.builder().title(title).width(WIDTH).left(metrics).build());
  }

  private static List<IMetric> sums(PipelineMetrics own, String... names) {
    return Stream.of(names).map(name -> (IMetric) own.sum(name, FIVE_MINUTES)).toList();
  }

  private static List<IMetric> calls(IFunction function) {
    MetricOptions sum = options("Sum", FIVE_MINUTES);
    return List.of(
        function.metricInvocations(sum), function.metricErrors(sum), function.metricThrottles(sum));
  }

  private static IMetric concurrency(IFunction function) {
    return function.metric("ConcurrentExecutions", options("Maximum", FIVE_MINUTES));
  }

  private static IMetric depth(IQueue queue) {
    return queue.metricApproximateNumberOfMessagesVisible(options("Maximum", FIVE_MINUTES));
  }

  private static List<IMetric> ofTable(TraceTable table) {
    return Stream.of(
            "ConsumedWriteCapacityUnits", "ConsumedReadCapacityUnits", "WriteThrottleEvents")
        .map(
            name ->
                (IMetric)
                    new Metric(
                        MetricProps.builder()
                            .namespace("AWS/DynamoDB")
                            .metricName(name)
                            .dimensionsMap(Map.of("TableName", table.table().getTableName()))
                            .statistic("Sum")
                            .period(FIVE_MINUTES)
                            .build()))
        .toList();
  }

  /** A search expression finds all agents. Alarms do not support searches. */
  private static List<IMetric> perAgent(
      PipelineMetrics own, String metric, String statistic, Duration period) {
    String search =
        String.format(
            Locale.ROOT,
            "SEARCH('{\"%s\",%s} MetricName=\"%s\"', '%s', %d)",
            own.namespace(),
            PipelineMetrics.AGENT,
            metric,
            statistic,
            period.toSeconds().longValue());
    return List.of(
        new MathExpression(
            MathExpressionProps.builder()
                .expression(search)
                .usingMetrics(Map.of())
                .label("")
                .period(period)
                .build()));
  }

  private static MetricOptions options(String statistic, Duration period) {
    return MetricOptions.builder().statistic(statistic).period(period).build();
  }

  /** The resources that the dashboard shows. */
  record Subjects(
      PipelineQueues queues,
      TraceTable table,
      IFunction consumer,
      IFunction watch,
      List<Alarm> alarms) {}
}
