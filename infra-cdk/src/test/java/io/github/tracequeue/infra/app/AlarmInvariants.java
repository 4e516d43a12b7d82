// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.infra.app.Template.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What holds for the alarms of any template; each method lists what breaks it. */
final class AlarmInvariants {
  static final String ALARM = "AWS::CloudWatch::Alarm";
  static final String COMPOSITE = "AWS::CloudWatch::CompositeAlarm";

  /** The watch function's notices have said already what these show. */
  private static final List<String> SHOWN = List.of("-limits-breached", "-agents-overdue");

  /** That nothing more arrives does not mean that it is over. */
  private static final List<String> ARRIVALS = List.of("-dead-letters", "-quarantine");

  private AlarmInvariants() {}

  /** From each alarm to a topic, through its policy and its key, to a subscriber. */
  static List<String> reachAPerson(Templates templates) {
    List<String> violations = new ArrayList<>();
    for (Resource alarm : templates.resources(ALARM)) {
      String name = alarm.property("/AlarmName").asText();
      JsonNode actions = alarm.property("/AlarmActions");
      if (SHOWN.stream().anyMatch(name::endsWith)) {
        continue;
      }
      if (actions.isEmpty()) {
        violations.add(alarm.id() + " has no AlarmActions");
      }
      if (ARRIVALS.stream().noneMatch(name::endsWith)
          && !alarm.property("/OKActions").equals(actions)) {
        violations.add(alarm.id() + " has no OKActions like its AlarmActions");
      }
      for (JsonNode target : actions) {
        violations.addAll(undeliverable(templates.main(), alarm.id(), target));
      }
    }
    return violations;
  }

  /** What AWS gives away suffices: ten metrics in alarms of the stack, however many agents. */
  static List<String> costNothing(Templates templates) {
    List<String> violations = new ArrayList<>();
    long metrics =
        templates.resources(ALARM).stream()
            .filter(alarm -> !alarm.tree().toString().contains("\"Name\":\"Agent\""))
            .mapToLong(
                alarm -> Math.max(1, alarm.property("/Metrics").findValues("MetricStat").size()))
            .sum();
    if (metrics > 10) {
      violations.add(metrics + " metrics in alarms");
    }
    if (!templates.resources(COMPOSITE).isEmpty()) {
      violations.add("a composite alarm");
    }
    if (templates.resources(ALARM).stream()
        .anyMatch(alarm -> alarm.tree().toString().contains("SELECT "))) {
      violations.add("an alarm on a query");
    }
    return violations;
  }

  /** M of N and the treatment of missing data are written out and make sense. */
  static List<String> sayHowTheyCount(Templates templates) {
    List<String> violations = new ArrayList<>();
    for (Resource alarm : templates.resources(ALARM)) {
      int breaching = alarm.property("/DatapointsToAlarm").asInt(0);
      if (breaching < 1 || breaching > alarm.property("/EvaluationPeriods").asInt(0)) {
        violations.add(alarm.id() + " has no M of N");
      }
      if (!Set.of("breaching", "notBreaching")
          .contains(alarm.property("/TreatMissingData").asText())) {
        violations.add(alarm.id() + " does not decide on missing data");
      }
    }
    return violations;
  }

  /** CloudWatch's limits on how far an alarm looks back and on what it may compute. */
  static List<String> stayWithinCloudWatchsLimits(Templates templates) {
    List<String> violations = new ArrayList<>();
    for (Resource alarm : templates.resources(ALARM)) {
      List<JsonNode> metrics = elements(alarm.property("/Metrics")).toList();
      long period = period(alarm, metrics);
      long window = period * alarm.property("/EvaluationPeriods").asLong();
      if (window > (period < 3600 ? 86_400 : 604_800)) {
        violations.add(alarm.id() + " looks back too far: " + window + " s");
      }
      if (metrics.size() > 10) {
        violations.add(alarm.id() + " has more than 10 metrics");
      }
      for (JsonNode metric : metrics) {
        String expression = metric.path("Expression").asText("");
        if (expression.contains("SEARCH(")) {
          violations.add(alarm.id() + " searches, which an alarm cannot");
        }
        if (expression.length() > 2048) {
          violations.add(alarm.id() + " has an expression of " + expression.length());
        }
      }
    }
    return violations;
  }

  /** Names are there, short enough and different from each other. */
  static List<String> haveNamesOfTheirOwn(Templates templates) {
    List<String> violations = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Resource alarm : templates.resources(ALARM)) {
      String name = alarm.property("/AlarmName").asText();
      if (name.isEmpty() || name.length() > 255 || !names.add(name)) {
        violations.add(alarm.id() + " has the name " + name);
      }
      if (alarm.property("/AlarmDescription").asText().length() > 1024) {
        violations.add(alarm.id() + " has too long a description");
      }
    }
    return violations;
  }

  private static List<String> undeliverable(Template main, String alarm, JsonNode target) {
    if (target.asText().startsWith("arn:")) {
      return List.of(); // An existing topic is the team's own.
    }
    Optional<Resource> found =
        main.resources("AWS::SNS::Topic").filter(topic -> topic.isMeantBy(target)).findFirst();
    if (found.isEmpty()) {
      return List.of(alarm + " tells no topic of the template: " + target);
    }
    Resource topic = found.get();
    List<String> violations = new ArrayList<>();
    if (main.resources("AWS::SNS::TopicPolicy")
        .filter(policy -> elements(policy.property("/Topics")).anyMatch(topic::isMeantBy))
        .flatMap(policy -> elements(policy.property("/PolicyDocument/Statement")))
        .noneMatch(statement -> allowsCloudWatch(statement, "sns:Publish"))) {
      violations.add(alarm + ": CloudWatch may not publish to " + topic.id());
    }
    JsonNode keyId = topic.property("/KmsMasterKeyId");
    if (!keyId.isMissingNode()
        && main.resources("AWS::KMS::Key")
            .filter(key -> key.isMeantBy(keyId))
            .flatMap(key -> elements(key.property("/KeyPolicy/Statement")))
            .noneMatch(
                statement ->
                    allowsCloudWatch(statement, "kms:Decrypt")
                        && allowsCloudWatch(statement, "kms:GenerateDataKey*"))) {
      violations.add(alarm + ": CloudWatch may not use the key of " + topic.id());
    }
    if (main.resources("AWS::SNS::Subscription")
        .noneMatch(subscription -> topic.isMeantBy(subscription.property("/TopicArn")))) {
      violations.add(alarm + ": nobody is subscribed to " + topic.id());
    }
    return violations;
  }

  private static boolean allowsCloudWatch(JsonNode statement, String action) {
    return statement.path("Effect").asText().equals("Allow")
        && elements(statement.at("/Principal/Service"))
            .anyMatch(service -> service.asText().equals("cloudwatch.amazonaws.com"))
        && elements(statement.path("Action")).anyMatch(it -> it.asText().equals(action));
  }

  private static long period(Resource alarm, List<JsonNode> metrics) {
    return metrics.stream()
        .map(
            metric ->
                metric.has("Period") ? metric.path("Period") : metric.at("/MetricStat/Period"))
        .filter(JsonNode::isNumber)
        .findFirst()
        .orElse(alarm.property("/Period"))
        .asLong();
  }

  /** The elements of a list; a value that is none counts as a list of one. */
  static Stream<JsonNode> elements(JsonNode value) {
    if (value.isMissingNode()) {
      return Stream.empty();
    }
    return value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
  }
}
