// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static io.github.tracequeue.infra.AlarmFactory.Condition.above;
import static io.github.tracequeue.infra.AlarmFactory.Condition.below;

import io.github.tracequeue.infra.AlarmKind.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MathExpressionProps;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * The alarms of the stack. They use at most ten metrics, which are free of charge, for any number
 * of agents. Agents are covered by the limits of the watch function.
 */
final class PipelineAlarms {
  private static final Duration MINUTE = Duration.minutes(1);
  private static final Duration FIVE_MINUTES = Duration.minutes(5);
  private static final int LATE_MINUTES = 5;
  private static final int OLD_DAYS = 7;

  private final Construct scope;
  private final AlarmFactory factory;
  private final List<Alarm> alarms = new ArrayList<>();

  private PipelineAlarms(Construct scope, AlarmFactory factory) {
    this.scope = scope;
    this.factory = factory;
  }

  /** Adds all alarms; returns them in the order of the dashboard. */
  static List<Alarm> add(
      Construct scope,
      AlarmFactory factory,
      PipelineQueues queues,
      IFunction consumer,
      PipelineMetrics metrics,
      NoticeTopics topics) {
    PipelineAlarms alarms = new PipelineAlarms(scope, factory);
    alarms.ofQueues(queues);
    alarms.ofConsumer(consumer);
    alarms.ofWatch(metrics);
    alarms.ofPageTopic(topics);
    return alarms.alarms;
  }

  private void ofQueues(PipelineQueues queues) {
    alarms.add(
        factory.addArrival(
            scope,
            AlarmKind.DEAD_LETTERS,
            String.format(
                Locale.ROOT,
                "Messages were received %d times without being stored and are now dead letters.",
                PipelineQueues.MAX_RECEIVE_COUNT),
            arrivals(queues.deadLetters()),
            above(0)));
    add(
        AlarmKind.DEAD_LETTERS_OLD,
        String.format(
            Locale.ROOT,
            "Dead letters have waited for %d days. SQS will delete them within days.",
            OLD_DAYS),
        queues.deadLetters().metricApproximateAgeOfOldestMessage(options("Maximum", FIVE_MINUTES)),
        above(java.time.Duration.ofDays(OLD_DAYS).toSeconds()));
    add(
        AlarmKind.QUEUE_AGE,
        String.format(
            Locale.ROOT, "The oldest event has waited for more than %d minutes.", LATE_MINUTES),
        queues.events().metricApproximateAgeOfOldestMessage(options("Maximum", MINUTE)),
        above(java.time.Duration.ofMinutes(LATE_MINUTES).toSeconds()).in(5, 5));
    alarms.add(
        factory.addArrival(
            scope,
            AlarmKind.QUARANTINE,
            "Events were rejected and put into the quarantine queue.",
            queues.quarantine().metricNumberOfMessagesSent(options("Sum", FIVE_MINUTES)),
            above(0)));
  }

  private void ofConsumer(IFunction consumer) {
    add(
        AlarmKind.CONSUMER_ERRORS,
        "Invocations of the consumer fail in more than one period of five minutes.",
        consumer.metricErrors(options("Sum", FIVE_MINUTES)),
        above(0).in(2, 3));
  }

  private void ofWatch(PipelineMetrics metrics) {
    add(
        AlarmKind.WATCH_HEARTBEAT,
        "The watch function has not finished a run for 15 minutes: no limit is evaluated.",
        metrics.sum("WatchHeartbeat", FIVE_MINUTES),
        below(1).in(3, 3));
    add(
        AlarmKind.NOTICES_FAILED,
        "The watch function could not send a notice.",
        metrics.sum("NoticesFailed", FIVE_MINUTES),
        above(0));
    add(
        AlarmKind.LIMITS_BREACHED,
        "Agents breach their limits; a notice was sent for each of them.",
        metrics.sum("LimitsBreached", FIVE_MINUTES),
        above(0));
    add(
        AlarmKind.AGENTS_OVERDUE,
        "Agents have not run when they should have; a notice was sent for each of them.",
        metrics.sum("AgentsOverdue", FIVE_MINUTES),
        above(0));
  }

  private void ofPageTopic(NoticeTopics topics) {
    topics
        .own(Audience.PAGE)
        .ifPresent(
            topic ->
                add(
                    AlarmKind.PAGE_UNDELIVERED,
                    "SNS could not deliver messages that should have woken someone.",
                    topic.metricNumberOfNotificationsFailed(options("Sum", FIVE_MINUTES)),
                    above(0)));
  }

  private void add(
      AlarmKind kind, String meaning, IMetric metric, AlarmFactory.Condition condition) {
    alarms.add(factory.add(scope, kind, meaning, metric, condition));
  }

  /**
   * The number of messages that arrived. SQS does not count moves to a dead-letter queue as sent,
   * and the depth stays above zero until someone empties the queue.
   */
  private static MathExpression arrivals(IQueue queue) {
    Metric depth = queue.metricApproximateNumberOfMessagesVisible(options("Maximum", FIVE_MINUTES));
    return new MathExpression(
        MathExpressionProps.builder()
            .expression("DIFF(FILL(depth, 0))")
            .label("messages that arrived")
            .usingMetrics(Map.of("depth", depth))
            .period(FIVE_MINUTES)
            .build());
  }

  private static MetricOptions options(String statistic, Duration period) {
    return MetricOptions.builder().statistic(statistic).period(period).build();
  }
}
