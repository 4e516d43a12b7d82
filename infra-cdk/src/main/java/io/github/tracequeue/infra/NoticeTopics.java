// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import io.github.tracequeue.infra.AlarmKind.Audience;
import io.github.tracequeue.infra.NotifySettings.Targets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.TopicProps;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sns.subscriptions.UrlSubscription;
import software.constructs.Construct;

/** The SNS topics of each severity, new and existing ones, each with its format. */
final class NoticeTopics {
  private final Encryption encryption;
  private final Map<Audience, List<Target>> targets = new EnumMap<>(Audience.class);

  private NoticeTopics(Encryption encryption) {
    this.encryption = encryption;
  }

  /** The formats of the watch function. */
  private enum Format {
    STANDARD,
    CHAT,
    CLOUDWATCH_ALARM
  }

  private record Target(ITopic topic, Format format, boolean isOwn) {}

  static NoticeTopics create(Construct scope, NotifySettings settings, Encryption encryption) {
    NoticeTopics topics = new NoticeTopics(encryption);
    topics.targets.put(Audience.PAGE, topics.create(scope, "Page", settings.page()));
    topics.targets.put(
        Audience.NOTIFY,
        settings.notification().isEmpty()
            ? topics.of(Audience.PAGE)
            : topics.create(scope, "Notify", settings.notification()));
    topics.targets.put(Audience.NOBODY, List.of());
    return topics;
  }

  /** The topics for alarms of an audience. */
  List<ITopic> actions(Audience audience) {
    return of(audience).stream().map(Target::topic).toList();
  }

  /** The stack's own topic of an audience; empty if there is none. */
  Optional<ITopic> own(Audience audience) {
    return of(audience).stream().filter(Target::isOwn).map(Target::topic).findFirst();
  }

  /** The value of the watch function's variable: audience, format and ARN of each target. */
  String variable() {
    List<String> parts = new ArrayList<>();
    for (Audience audience : List.of(Audience.PAGE, Audience.NOTIFY)) {
      for (Target target : of(audience)) {
        parts.add(
            String.format(
                Locale.ROOT,
                "%s %s %s",
                audience.name().toLowerCase(Locale.ROOT),
                target.format().name().toLowerCase(Locale.ROOT),
                target.topic().getTopicArn()));
      }
    }
    return String.join(",", parts);
  }

  /** Grants the watch function the permission to publish to the topics. */
  void grantPublish(Role publisher) {
    publisher.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .sid("SendNotices")
            .actions(List.of("sns:Publish"))
            .resources(
                targets.values().stream()
                    .flatMap(List::stream)
                    .map(target -> target.topic().getTopicArn())
                    .distinct()
                    .collect(Collectors.toList()))
            .build());
    encryption.grantSend(publisher);
  }

  private List<Target> of(Audience audience) {
    return targets.getOrDefault(audience, List.of());
  }

  private List<Target> create(Construct scope, String id, Targets settings) {
    List<Target> created = new ArrayList<>();
    if (!settings.emails().isEmpty() || !settings.https().isEmpty()) {
      Topic topic = topic(scope, id);
      settings.emails().forEach(email -> topic.addSubscription(new EmailSubscription(email)));
      settings.https().forEach(url -> topic.addSubscription(new UrlSubscription(url)));
      NagSuppressions.subscription(topic);
      created.add(new Target(topic, Format.STANDARD, true));
    }
    if (!settings.pagerDuty().isEmpty()) {
      Topic topic = topic(scope, id + "PagerDuty");
      settings.pagerDuty().forEach(url -> topic.addSubscription(new UrlSubscription(url)));
      NagSuppressions.subscription(topic);
      created.add(new Target(topic, Format.CLOUDWATCH_ALARM, true));
    }
    created.addAll(existing(scope, id + "Topic", settings.topics(), Format.STANDARD));
    created.addAll(existing(scope, id + "Chat", settings.chatTopics(), Format.CHAT));
    return created;
  }

  private static List<Target> existing(
      Construct scope, String id, List<String> arns, Format format) {
    List<Target> found = new ArrayList<>();
    for (String arn : arns) {
      found.add(new Target(Topic.fromTopicArn(scope, id + found.size(), arn), format, false));
    }
    return found;
  }

  private Topic topic(Construct scope, String id) {
    TopicProps.Builder properties = TopicProps.builder().enforceSsl(true);
    encryption.key().ifPresent(properties::masterKey);
    Topic topic = new Topic(scope, id, properties.build());
    // The statement that enforces TLS replaces the default policy, which allows CloudWatch to
    // publish.
    topic.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("AllowCloudWatchAlarms")
            .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(topic.getTopicArn()))
            .conditions(
                Map.of("StringEquals", Map.of("aws:SourceAccount", Stack.of(scope).getAccount())))
            .build());
    return topic;
  }
}
