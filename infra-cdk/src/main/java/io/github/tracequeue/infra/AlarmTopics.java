// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.TopicProps;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** The two topics: one wakes someone, one is read in the morning. */
final class AlarmTopics {
  private final Topic page;
  private final Topic notify;

  AlarmTopics(Construct scope, AlarmSettings settings, Encryption encryption) {
    page = topic(scope, "Page", settings.pageEmails(), encryption);
    notify = topic(scope, "Notify", settings.notifyEmails(), encryption);
  }

  Topic page() {
    return page;
  }

  Topic notification() {
    return notify;
  }

  String arnFor(AlarmKind.Audience audience) {
    return audience == AlarmKind.Audience.PAGE ? page.getTopicArn() : notify.getTopicArn();
  }

  private static Topic topic(
      Construct scope, String id, List<String> emails, Encryption encryption) {
    TopicProps.Builder properties = TopicProps.builder().enforceSsl(true);
    encryption.key().ifPresent(properties::masterKey);
    Topic topic = new Topic(scope, id, properties.build());
    // The statement that enforces TLS replaces the default policy, which let CloudWatch publish.
    topic.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("AllowCloudWatchAlarms")
            .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(topic.getTopicArn()))
            .conditions(
                Map.of("StringEquals", Map.of("aws:SourceAccount", Stack.of(scope).getAccount())))
            .build());
    emails.forEach(email -> topic.addSubscription(new EmailSubscription(email)));
    NagSuppressions.emailSubscription(topic);
    return topic;
  }
}
