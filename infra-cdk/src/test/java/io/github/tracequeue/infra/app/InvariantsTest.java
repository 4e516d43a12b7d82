// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The invariants hold in every variant, and each would notice if they did not. */
@RequiresNode
final class InvariantsTest {
  private static final List<Function<Templates, List<String>>> ALL =
      List.of(
          AlarmInvariants::reachAPerson,
          AlarmInvariants::sayHowTheyCount,
          AlarmInvariants::stayWithinCloudWatchsLimits,
          AlarmInvariants::haveNamesOfTheirOwn,
          AlarmInvariants::costNothing,
          ResourceInvariants::messagesStayHiddenLongEnough,
          ResourceInvariants::deadLettersAreKept,
          ResourceInvariants::messagesAreProtected,
          ResourceInvariants::policiesAreNarrow,
          ResourceInvariants::tableSurvives,
          ResourceInvariants::watchRuns,
          ResourceInvariants::metricsAreOfOneStage,
          ResourceInvariants::templatesFit);

  @ParameterizedTest
  @EnumSource(Variant.class)
  void everyVariant_keepsEveryInvariant(Variant variant) {
    assertThat(ALL).allSatisfy(it -> assertThat(it.apply(variant.templates())).isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  void mutatedTemplate_isCaught(
      String mutation,
      Variant variant,
      Consumer<Template> change,
      Function<Templates, List<String>> invariant,
      String expected) {
    List<String> violations = invariant.apply(variant.templates().mutated(change));

    assertThat(violations).isNotEmpty().anyMatch(it -> it.contains(expected));
  }

  static Stream<Arguments> mutations() {
    Function<Templates, List<String>> reach = AlarmInvariants::reachAPerson;
    Function<Templates, List<String>> count = AlarmInvariants::sayHowTheyCount;
    Function<Templates, List<String>> limits = AlarmInvariants::stayWithinCloudWatchsLimits;
    Function<Templates, List<String>> names = AlarmInvariants::haveNamesOfTheirOwn;
    Function<Templates, List<String>> cost = AlarmInvariants::costNothing;
    Function<Templates, List<String>> watch = ResourceInvariants::watchRuns;
    Function<Templates, List<String>> stage = ResourceInvariants::metricsAreOfOneStage;
    Function<Templates, List<String>> hidden = ResourceInvariants::messagesStayHiddenLongEnough;
    Function<Templates, List<String>> letters = ResourceInvariants::deadLettersAreKept;
    Function<Templates, List<String>> messages = ResourceInvariants::messagesAreProtected;
    Function<Templates, List<String>> policies = ResourceInvariants::policiesAreNarrow;
    Function<Templates, List<String>> table = ResourceInvariants::tableSurvives;
    Function<Templates, List<String>> fit = ResourceInvariants::templatesFit;
    return Stream.of(
        mutation("alarm without action", remove("QUEUE_AGE", "AlarmActions"), reach, "no AlarmA"),
        mutation("alarm without all-clear", remove("QUEUE_AGE", "OKActions"), reach, "no OKAct"),
        mutation(
            "alarm tells another topic",
            set("QUEUE_AGE", "AlarmActions", "[{\"Ref\":\"Elsewhere\"}]"),
            reach,
            "no topic"),
        mutation(
            "topic policy without CloudWatch",
            template -> statements(template, "AWS::SNS::TopicPolicy", "PipelinePage").remove(1),
            reach,
            "may not publish"),
        mutation(
            "topic policy for another service",
            template ->
                ((ObjectNode)
                        statements(template, "AWS::SNS::TopicPolicy", "PipelinePage")
                            .get(1)
                            .path("Principal"))
                    .put("Service", "events.amazonaws.com"),
            reach,
            "may not publish"),
        mutation(
            "nobody subscribed",
            template -> removeAll(template, "AWS::SNS::Subscription"),
            reach,
            "nobody is subscribed"),
        Arguments.of(
            "key without CloudWatch",
            Variant.CUSTOMER_KEY,
            (Consumer<Template>)
                template ->
                    remove(
                        keyStatements(template),
                        it -> it.path("Sid").asText().equals("AllowCloudWatchAlarms")),
            reach,
            "may not use the key"),
        mutation("no M", remove("QUEUE_AGE", "DatapointsToAlarm"), count, "no M of N"),
        mutation("M above N", set("QUEUE_AGE", "DatapointsToAlarm", "9"), count, "no M of N"),
        mutation("missing data", remove("QUEUE_AGE", "TreatMissingData"), count, "missing data"),
        mutation("two days back", set("QUEUE_AGE", "EvaluationPeriods", "2000"), limits, "too far"),
        mutation(
            "a search",
            set("QUEUE_AGE", "Metrics", "[{\"Id\":\"m\",\"Expression\":\"SEARCH('x','Sum')\"}]"),
            limits,
            "searches"),
        mutation(
            "eleven metrics",
            set("QUEUE_AGE", "Metrics", "[{},{},{},{},{},{},{},{},{},{},{}]"),
            limits,
            "10 metrics"),
        mutation(
            "a name twice",
            set("QUEUE_AGE", "AlarmName", "\"Tracequeue-prod-dead-letters\""),
            names,
            "has the name"),
        mutation(
            "an eleventh alarm metric",
            set("QUEUE_AGE", "Metrics", "[{\"MetricStat\":{}},{\"MetricStat\":{}}]"),
            cost,
            "11 metrics"),
        mutation(
            "a composite alarm",
            template -> template.add("Extra", AlarmInvariants.COMPOSITE, "{}"),
            cost,
            "a composite"),
        mutation(
            "a query alarm",
            set("QUEUE_AGE", "Metrics", "[{\"Expression\":\"SELECT SUM(a) FROM b\"}]"),
            cost,
            "a query"),
        mutation(
            "no schedule",
            template -> removeAll(template, "AWS::Events::Rule"),
            watch,
            "by 0 rules"),
        mutation(
            "once an hour",
            property("AWS::Events::Rule", "", "ScheduleExpression", "\"rate(1 hour)\""),
            watch,
            "every five minutes"),
        mutation(
            "schedule without permission",
            template -> removeAll(template, "AWS::Lambda::Permission"),
            watch,
            "may not invoke"),
        mutation(
            "overlapping runs",
            property("AWS::Lambda::Function", "PipelineWatch", "Timeout", "300"),
            watch,
            "overlap"),
        mutation(
            "an alarm on another stage",
            set("WATCH_HEARTBEAT", "Namespace", "\"Tracequeue/dev\""),
            stage,
            "Tracequeue/dev"),
        mutation(
            "rights for another stage",
            template -> namespace(template, "PipelineConsumer", "Tracequeue/dev"),
            stage,
            "PipelineConsumer may send"),
        mutation(
            "rights for any stage",
            template -> namespace(template, "PipelineWatch", "*"),
            stage,
            "PipelineWatch may send"),
        mutation(
            "metrics of another stage",
            template ->
                ((ObjectNode)
                        template
                            .starting("AWS::Lambda::Function", "PipelineWatch")
                            .property("/Environment/Variables"))
                    .put("TRACEQUEUE_METRICS_NAMESPACE", "Tracequeue"),
            stage,
            "PipelineWatch sends"),
        mutation(
            "visible too soon", queue("PipelineEvents", "VisibilityTimeout", "181"), hidden, "181"),
        mutation(
            "no batch window",
            property("AWS::Lambda::EventSourceMapping", "", "MaximumBatchingWindowInSeconds", "0"),
            hidden,
            "window of a second"),
        mutation(
            "no dead letters", queue("PipelineEvents", "RedrivePolicy", "{}"), letters, "no dead"),
        mutation(
            "dead letters go first",
            queue("PipelineDeadLetters", "MessageRetentionPeriod", "345600"),
            letters,
            "does not outlive"),
        mutation(
            "dead letters of anyone",
            queue("PipelineDeadLetters", "RedriveAllowPolicy", "{}"),
            letters,
            "does not name"),
        mutation(
            "plain text",
            template ->
                statements(template, "AWS::SQS::QueuePolicy", "PipelineQuarantine").removeAll(),
            messages,
            "plain text"),
        mutation(
            "unencrypted",
            queue("PipelineQuarantine", "SqsManagedSseEnabled", "false"),
            messages,
            "not encrypted"),
        mutation(
            "all of DynamoDB",
            template -> action(template, "dynamodb:PutItem", "dynamodb:*"),
            policies,
            "dynamodb:*"),
        mutation(
            "any queue",
            template -> resourceOf(template, "sqs:SendMessage"),
            policies,
            "everywhere sqs:SendMessage"),
        mutation(
            "managed policy",
            property("AWS::IAM::Role", "PipelineConsumer", "ManagedPolicyArns", "[\"arn\"]"),
            policies,
            "managed policy"),
        mutation(
            "table goes with the stack",
            template ->
                ((ObjectNode) template.only("AWS::DynamoDB::GlobalTable").tree())
                    .put("DeletionPolicy", "Delete"),
            table,
            "goes with the stack"),
        mutation(
            "table unprotected",
            template -> replica(template).put("DeletionProtectionEnabled", false),
            table,
            "can be deleted"),
        mutation(
            "table not recoverable",
            template -> replica(template).remove("PointInTimeRecoverySpecification"),
            table,
            "cannot be recovered"),
        mutation("501 resources", InvariantsTest::fill, fit, "resources"));
  }

  private static Arguments mutation(
      String name,
      Consumer<Template> change,
      Function<Templates, List<String>> invariant,
      String expected) {
    return Arguments.of(name, Variant.EXAMPLE, change, invariant, expected);
  }

  private static Consumer<Template> set(String kind, String property, String json) {
    return template -> alarm(template, kind).set(property, Json.parse(json));
  }

  private static Consumer<Template> remove(String kind, String property) {
    return template -> alarm(template, kind).remove(property);
  }

  private static ObjectNode alarm(Template template, String kind) {
    String anchor = kind.toLowerCase(Locale.ROOT).replace('_', '-');
    return (ObjectNode)
        template
            .resources(AlarmInvariants.ALARM)
            .filter(it -> it.property("/AlarmName").asText().equals("Tracequeue-prod-" + anchor))
            .findFirst()
            .orElseThrow()
            .properties();
  }

  private static Consumer<Template> queue(String idPrefix, String property, String json) {
    return property("AWS::SQS::Queue", idPrefix, property, json);
  }

  private static Consumer<Template> property(
      String type, String idPrefix, String property, String json) {
    return template ->
        ((ObjectNode) template.starting(type, idPrefix).properties())
            .set(property, Json.parse(json));
  }

  private static ArrayNode statements(Template template, String type, String idPrefix) {
    return (ArrayNode) template.starting(type, idPrefix).property("/PolicyDocument/Statement");
  }

  private static ArrayNode keyStatements(Template template) {
    return (ArrayNode) template.only("AWS::KMS::Key").property("/KeyPolicy/Statement");
  }

  private static void remove(ArrayNode nodes, Predicate<JsonNode> which) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (which.test(nodes.get(i))) {
        nodes.remove(i);
      }
    }
  }

  private static void removeAll(Template template, String type) {
    template.resources(type).map(Template.Resource::id).toList().stream()
        .forEach(((ObjectNode) template.tree().path("Resources"))::remove);
  }

  private static void action(Template template, String from, String to) {
    ArrayNode statements = statements(template, "AWS::IAM::Policy", "PipelineConsumer");
    for (JsonNode statement : statements) {
      if (statement.path("Action").toString().contains(from)) {
        ((ObjectNode) statement).put("Action", to);
      }
    }
  }

  private static void resourceOf(Template template, String action) {
    ArrayNode statements = statements(template, "AWS::IAM::Policy", "PipelineConsumer");
    for (JsonNode statement : statements) {
      if (statement.path("Action").toString().contains(action)) {
        ((ObjectNode) statement).put("Resource", "*");
      }
    }
  }

  private static void namespace(Template template, String function, String namespace) {
    for (JsonNode statement : statements(template, "AWS::IAM::Policy", function)) {
      if (statement.path("Action").toString().contains("cloudwatch:PutMetricData")) {
        ((ObjectNode) statement.at("/Condition/StringEquals"))
            .put("cloudwatch:namespace", namespace);
      }
    }
  }

  private static ObjectNode replica(Template template) {
    return (ObjectNode) template.only("AWS::DynamoDB::GlobalTable").property("/Replicas/0");
  }

  private static void fill(Template template) {
    ObjectNode resources = (ObjectNode) template.tree().path("Resources");
    for (int i = resources.size(); i <= 500; i++) {
      resources.putObject("Filler" + i);
    }
  }
}
