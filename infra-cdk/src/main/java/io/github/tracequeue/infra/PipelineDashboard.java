// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.DashboardProps;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.GraphWidgetProps;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MathExpressionProps;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricProps;
import software.constructs.Construct;

/** One page: what the agents do and cost, and whether the pipeline keeps up. */
final class PipelineDashboard {
  private static final int FIVE_MINUTES = 300;
  private static final int HOUR = 3600;
  private static final int WIDTH = 8;

  private PipelineDashboard() {}

  static void create(Construct scope, String name, Subjects subjects) {
    Dashboard dashboard =
        new Dashboard(
            scope,
            "Dashboard",
            DashboardProps.builder()
                .dashboardName(name)
                .defaultInterval(Duration.hours(24))
                .build());
    dashboard.addWidgets(
        graph("Calls per agent", perAgent(TraceMetrics.ERRORS, "SampleCount", FIVE_MINUTES)),
        graph("Latency per agent, p95, ms", perAgent(TraceMetrics.LATENCY, "p95", FIVE_MINUTES)),
        graph("Cost per agent and hour, USD", perAgent(TraceMetrics.COST, "Sum", HOUR)));
    dashboard.addWidgets(
        graph("Failed calls per agent", perAgent(TraceMetrics.ERRORS, "Sum", FIVE_MINUTES)),
        graph(
            "Tokens written per agent and hour", perAgent(TraceMetrics.OUTPUT_TOKENS, "Sum", HOUR)),
        graph(
            "Events",
            metrics(
                TraceMetrics.of(TraceMetrics.STORED).sum(FIVE_MINUTES),
                TraceMetrics.of(TraceMetrics.QUARANTINED).sum(FIVE_MINUTES),
                TraceMetrics.of(TraceMetrics.UNPRICED).sum(FIVE_MINUTES),
                TraceMetrics.of(TraceMetrics.DROPPED).sum(FIVE_MINUTES))));
    dashboard.addWidgets(
        graph(
            "Queue: oldest event in seconds",
            metrics(subjects.events().age().maximum(FIVE_MINUTES))),
        graph(
            "Consumer",
            metrics(
                subjects.consumer().invocations().sum(FIVE_MINUTES),
                subjects.consumer().errors().sum(FIVE_MINUTES),
                subjects.consumer().throttles().sum(FIVE_MINUTES))),
        graph(
            "Waiting messages: events, dead letters",
            metrics(
                subjects.events().visible().maximum(FIVE_MINUTES),
                subjects.deadLetters().visible().maximum(FIVE_MINUTES))));
  }

  private static IWidget graph(String title, List<IMetric> metrics) {
    return new GraphWidget(
        GraphWidgetProps.builder().title(title).width(WIDTH).left(metrics).build());
  }

  private static List<IMetric> metrics(Signal.Statistic... statistics) {
    return Stream.of(statistics).map(PipelineDashboard::metric).toList();
  }

  private static IMetric metric(Signal.Statistic statistic) {
    MetricId metric = statistic.metric();
    return new Metric(
        MetricProps.builder()
            .namespace(metric.namespace())
            .metricName(metric.name())
            .dimensionsMap(metric.dimensions())
            .statistic(statistic.statistic())
            .period(Duration.seconds(statistic.periodSeconds()))
            .build());
  }

  /** A search finds agents that nobody listed as well; an alarm could not use one. */
  private static List<IMetric> perAgent(String metric, String statistic, int periodSeconds) {
    String search =
        String.format(
            Locale.ROOT,
            "SEARCH('{%s,%s} MetricName=\"%s\"', '%s', %d)",
            TraceMetrics.NAMESPACE,
            TraceMetrics.AGENT,
            metric,
            statistic,
            periodSeconds);
    return List.of(
        new MathExpression(
            MathExpressionProps.builder()
                .expression(search)
                .usingMetrics(Map.of())
                .label("")
                .period(Duration.seconds(periodSeconds))
                .build()));
  }

  /** What of the pipeline is drawn. */
  record Subjects(QueueMetrics events, QueueMetrics deadLetters, FunctionMetrics consumer) {}
}
