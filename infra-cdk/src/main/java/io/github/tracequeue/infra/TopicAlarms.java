// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static io.github.tracequeue.infra.AlarmDefinition.Condition.above;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.sns.ITopic;

/** Alarms of the alarms' own way: each topic's failures are told through the other one. */
final class TopicAlarms {
  private static final int FIVE_MINUTES = 300;

  private TopicAlarms() {}

  static List<AlarmDefinition> of(AlarmTopics topics) {
    return List.of(
        AlarmDefinition.of(
            AlarmKind.PAGE_UNDELIVERED,
            "SNS could not deliver messages that should have woken someone.",
            failures(topics.page()),
            above(0)),
        AlarmDefinition.of(
            AlarmKind.NOTIFY_UNDELIVERED,
            "SNS could not deliver messages of the topic for notifications.",
            failures(topics.notification()),
            above(0)));
  }

  private static Signal.Statistic failures(ITopic topic) {
    return new MetricId(
            "AWS/SNS", "NumberOfNotificationsFailed", Map.of("TopicName", topic.getTopicName()))
        .sum(FIVE_MINUTES);
  }
}
