// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.infra.app.Template.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What holds for the alarms of any template; each method lists what breaks it. */
final class AlarmInvariants {
  static final String ALARM = "AWS::CloudWatch::Alarm";
  static final String COMPOSITE = "AWS::CloudWatch::CompositeAlarm";
  private static final Pattern NAME_IN_RULE = Pattern.compile("ALARM\\(\"([^\"]+)\"\\)");

  private AlarmInvariants() {}

  /** From each alarm to a topic, through its policy and its key, to a subscriber of the page. */
  static List<String> reachAPerson(Templates templates) {
    List<String> violations = new ArrayList<>();
    for (Resource alarm : alarms(templates)) {
      for (String actions : List.of("AlarmActions", "OKActions")) {
        JsonNode targets = alarm.property("/" + actions);
        if (targets.isEmpty()) {
          violations.add(alarm.id() + " has no " + actions);
        }
        for (JsonNode target : targets) {
          violations.addAll(undeliverable(templates, alarm.id(), templates.inMain(target)));
        }
      }
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
        if (expression.startsWith("SELECT") && window > 10_800) {
          violations.add(alarm.id() + " queries more than the last 3 hours");
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
    for (Resource alarm : alarms(templates)) {
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

  /** The composite alarm names alarms that exist, and comes after them. */
  static List<String> compositeKnowsItsParts(Templates templates) {
    List<String> violations = new ArrayList<>();
    for (Resource composite : templates.resources(COMPOSITE)) {
      Matcher names = NAME_IN_RULE.matcher(composite.property("/AlarmRule").asText());
      int parts = 0;
      while (names.find()) {
        parts++;
        Optional<Resource> part = named(templates, names.group(1));
        if (part.isEmpty()) {
          violations.add(composite.id() + " names no alarm: " + names.group(1));
        } else if (elements(composite.tree().path("DependsOn"))
            .noneMatch(id -> id.asText().equals(part.get().id()))) {
          violations.add(composite.id() + " does not wait for " + part.get().id());
        }
      }
      if (parts == 0 || parts > 100) {
        violations.add(composite.id() + " has " + parts + " parts");
      }
    }
    return violations;
  }

  private static List<String> undeliverable(Templates templates, String alarm, JsonNode target) {
    Template main = templates.main();
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
    if (topic.id().contains("Page")
        && main.resources("AWS::SNS::Subscription")
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

  private static Optional<Resource> named(Templates templates, String name) {
    return templates.resources(ALARM).stream()
        .filter(alarm -> alarm.property("/AlarmName").asText().equals(name))
        .findFirst();
  }

  private static List<Resource> alarms(Templates templates) {
    List<Resource> alarms = new ArrayList<>(templates.resources(ALARM));
    alarms.addAll(templates.resources(COMPOSITE));
    return alarms;
  }

  /** The elements of a list; a value that is none counts as a list of one. */
  static Stream<JsonNode> elements(JsonNode value) {
    if (value.isMissingNode()) {
      return Stream.empty();
    }
    return value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
  }
}
