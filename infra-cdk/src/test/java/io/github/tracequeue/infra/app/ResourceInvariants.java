// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static io.github.tracequeue.infra.app.AlarmInvariants.elements;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.infra.app.Template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds for the other resources of any template; each method lists what breaks it. */
final class ResourceInvariants {
  private static final int MOST_RESOURCES = 500;
  private static final int MOST_BYTES = 1_000_000;

  /** Actions that do not support resource-level permissions. */
  private static final Set<String> WITHOUT_RESOURCES =
      Set.of(
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords",
          "cloudwatch:PutMetricData",
          "ec2:CreateNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:DeleteNetworkInterface",
          "ec2:AssignPrivateIpAddresses",
          "ec2:UnassignPrivateIpAddresses");

  private ResourceInvariants() {}

  /** A message stays hidden for six of the longest runs and the wait for a batch. */
  static List<String> messagesStayHiddenLongEnough(Templates templates) {
    Template main = templates.main();
    List<String> violations = new ArrayList<>();
    for (Resource mapping : templates.resources("AWS::Lambda::EventSourceMapping")) {
      Resource queue = source(main, mapping);
      int timeout =
          main.starting("AWS::Lambda::Function", "PipelineConsumer").property("/Timeout").asInt();
      int window = mapping.property("/MaximumBatchingWindowInSeconds").asInt(0);
      int visibility = queue.property("/VisibilityTimeout").asInt(30);
      if (visibility < 6 * timeout + window) {
        violations.add("%s hides messages for %s s only".formatted(queue.id(), visibility));
      }
      if (mapping.property("/BatchSize").asInt(10) > 10 && window < 1) {
        violations.add(mapping.id() + " needs a window of a second for such batches");
      }
    }
    return violations;
  }

  /** The queue has dead letters, which outlive it and accept no other queue's messages. */
  static List<String> deadLettersAreKept(Templates templates) {
    Template main = templates.main();
    List<String> violations = new ArrayList<>();
    for (Resource mapping : templates.resources("AWS::Lambda::EventSourceMapping")) {
      Resource queue = source(main, mapping);
      JsonNode target = queue.property("/RedrivePolicy/deadLetterTargetArn");
      Optional<Resource> found =
          main.resources("AWS::SQS::Queue").filter(it -> it.isMeantBy(target)).findFirst();
      if (found.isEmpty()) {
        violations.add(queue.id() + " has no dead letters");
        continue;
      }
      Resource letters = found.get();
      if (queue.property("/RedrivePolicy/maxReceiveCount").asInt() < 5) {
        violations.add(queue.id() + " gives up too soon");
      }
      if (letters.property("/MessageRetentionPeriod").asInt(345_600)
          <= queue.property("/MessageRetentionPeriod").asInt(345_600)) {
        violations.add(letters.id() + " does not outlive " + queue.id());
      }
      String name = queue.property("/QueueName").asText("?");
      if (!letters.property("/RedriveAllowPolicy/redrivePermission").asText().equals("byQueue")
          || !letters
              .property("/RedriveAllowPolicy/sourceQueueArns")
              .toString()
              .contains(":" + name + "\"")) {
        violations.add(letters.id() + " does not name its queue");
      }
    }
    return violations;
  }

  /** Queues and topics refuse what is not sent over TLS, and queues are encrypted. */
  static List<String> messagesAreProtected(Templates templates) {
    Template main = templates.main();
    List<String> violations = new ArrayList<>();
    main.resources("AWS::SQS::Queue")
        .forEach(
            queue -> {
              if (!refusesPlainText(main, "AWS::SQS::QueuePolicy", "/Queues", queue)) {
                violations.add(queue.id() + " accepts plain text");
              }
              if (!queue.property("/SqsManagedSseEnabled").asBoolean()
                  && queue.property("/KmsMasterKeyId").isMissingNode()) {
                violations.add(queue.id() + " is not encrypted");
              }
            });
    main.resources("AWS::SNS::Topic")
        .filter(topic -> !refusesPlainText(main, "AWS::SNS::TopicPolicy", "/Topics", topic))
        .forEach(topic -> violations.add(topic.id() + " accepts plain text"));
    return violations;
  }

  /** No policy allows a pattern of actions, or all resources where they could be named. */
  static List<String> policiesAreNarrow(Templates templates) {
    List<String> violations = new ArrayList<>();
    for (String type : List.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")) {
      for (Resource policy : templates.resources(type)) {
        elements(policy.property("/PolicyDocument/Statement"))
            .forEach(statement -> violations.addAll(tooWide(policy.id(), statement)));
      }
    }
    for (Resource role : templates.resources("AWS::IAM::Role")) {
      if (!role.property("/ManagedPolicyArns").isMissingNode()) {
        violations.add(role.id() + " uses a managed policy of AWS");
      }
    }
    return violations;
  }

  /** A created table survives mistakes and the deletion of the stack. */
  static List<String> tableSurvives(Templates templates) {
    List<String> violations = new ArrayList<>();
    for (Resource table : templates.resources("AWS::DynamoDB::GlobalTable")) {
      if (!table.tree().path("DeletionPolicy").asText().equals("Retain")
          || !table.tree().path("UpdateReplacePolicy").asText().equals("Retain")) {
        violations.add(table.id() + " goes with the stack");
      }
      for (JsonNode replica : table.property("/Replicas")) {
        if (!replica.path("DeletionProtectionEnabled").asBoolean()) {
          violations.add(table.id() + " can be deleted");
        }
        if (!replica
            .at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
            .asBoolean()) {
          violations.add(table.id() + " cannot be recovered");
        }
      }
    }
    return violations;
  }

  /** A rule runs the watch function through its alias, and a run ends before the next begins. */
  static List<String> watchRuns(Templates templates) {
    Template main = templates.main();
    List<String> violations = new ArrayList<>();
    Resource watch = main.starting("AWS::Lambda::Function", "PipelineWatch");
    Resource alias = main.starting("AWS::Lambda::Alias", "PipelineWatch");
    List<Resource> rules =
        main.resources("AWS::Events::Rule")
            .filter(
                rule ->
                    elements(rule.property("/Targets"))
                        .anyMatch(target -> alias.isMeantBy(target.path("Arn"))))
            .toList();
    if (rules.size() != 1) {
      violations.add("the watch function is run by " + rules.size() + " rules");
    }
    for (Resource rule : rules) {
      if (!rule.property("/ScheduleExpression").asText().equals("rate(5 minutes)")
          || !rule.property("/State").asText().equals("ENABLED")) {
        violations.add(rule.id() + " does not run it every five minutes");
      }
      if (main.resources("AWS::Lambda::Permission")
          .noneMatch(
              permission ->
                  alias.isMeantBy(permission.property("/FunctionName"))
                      && rule.isMeantBy(permission.property("/SourceArn")))) {
        violations.add(rule.id() + " may not invoke the alias");
      }
    }
    if (watch.property("/Timeout").asInt() >= 300) {
      violations.add("a run of the watch function may overlap the next one");
    }
    return violations;
  }

  /** Functions, their rights and alarms agree on one namespace, which has the stage in it. */
  static List<String> metricsAreOfOneStage(Templates templates) {
    Template main = templates.main();
    List<String> violations = new ArrayList<>();
    String namespace = main.tree().path("Outputs").path("MetricsNamespace").path("Value").asText();
    if (!namespace.matches("Tracequeue/[a-z0-9-]+")) {
      violations.add("no stage in the namespace " + namespace);
    }
    for (String function : List.of("PipelineConsumer", "PipelineWatch")) {
      if (!main.starting("AWS::Lambda::Function", function)
          .property("/Environment/Variables/TRACEQUEUE_METRICS_NAMESPACE")
          .asText()
          .equals(namespace)) {
        violations.add(function + " sends metrics elsewhere");
      }
      boolean bound =
          elements(
                  main.starting("AWS::IAM::Policy", function).property("/PolicyDocument/Statement"))
              .filter(it -> it.path("Action").toString().contains("cloudwatch:PutMetricData"))
              .allMatch(
                  it ->
                      it.at("/Condition/StringEquals/cloudwatch:namespace")
                          .asText()
                          .equals(namespace));
      if (!bound) {
        violations.add(function + " may send metrics elsewhere");
      }
    }
    Stream.concat(
            templates.resources(AlarmInvariants.ALARM).stream(),
            main.resources("AWS::CloudWatch::Dashboard"))
        .flatMap(
            it ->
                Pattern.compile("Tracequeue/[A-Za-z0-9-]*").matcher(it.tree().toString()).results())
        .map(MatchResult::group)
        .filter(found -> !found.equals(namespace))
        .forEach(found -> violations.add("an alarm or widget looks at " + found));
    return violations;
  }

  /** CloudFormation's limits on one template. */
  static List<String> templatesFit(Templates templates) {
    List<String> violations = new ArrayList<>();
    for (Template template : templates.all()) {
      long resources = template.resources().count();
      if (resources > MOST_RESOURCES || template.bytes() > MOST_BYTES) {
        violations.add("%s resources, %s bytes".formatted(resources, template.bytes()));
      }
    }
    return violations;
  }

  private static Resource source(Template main, Resource mapping) {
    return main.resources("AWS::SQS::Queue")
        .filter(queue -> queue.isMeantBy(mapping.property("/EventSourceArn")))
        .findFirst()
        .orElseThrow();
  }

  private static boolean refusesPlainText(
      Template main, String policyType, String subjects, Resource subject) {
    return main.resources(policyType)
        .filter(policy -> elements(policy.property(subjects)).anyMatch(subject::isMeantBy))
        .flatMap(policy -> elements(policy.property("/PolicyDocument/Statement")))
        .anyMatch(
            statement ->
                statement.path("Effect").asText().equals("Deny")
                    && statement
                        .at("/Condition/Bool")
                        .path("aws:SecureTransport")
                        .asText()
                        .equals("false"));
  }

  private static List<String> tooWide(String policy, JsonNode statement) {
    List<String> violations = new ArrayList<>();
    boolean everywhere =
        elements(statement.path("Resource")).anyMatch(it -> it.asText().equals("*"));
    elements(statement.path("Action"))
        .map(JsonNode::asText)
        .forEach(
            action -> {
              if (action.contains("*") && !action.startsWith("kms:")) {
                violations.add(policy + " allows " + action);
              }
              if (everywhere && !WITHOUT_RESOURCES.contains(action)) {
                violations.add(policy + " allows everywhere " + action);
              }
            });
    return violations;
  }
}
