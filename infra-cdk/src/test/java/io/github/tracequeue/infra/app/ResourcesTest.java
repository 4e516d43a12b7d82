// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.infra.app.Template.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is deployed, resource by resource. */
@RequiresNode
final class ResourcesTest {
  @Test
  void events_feedTheConsumerInBatches() {
    Template template = Variant.EXAMPLE.templates().main();
    Resource mapping = template.only("AWS::Lambda::EventSourceMapping");

    assertThat(queue(template, "Events").isMeantBy(mapping.property("/EventSourceArn"))).isTrue();
    assertThat(mapping.property("/BatchSize").asInt()).isEqualTo(50);
    assertThat(mapping.property("/MaximumBatchingWindowInSeconds").asInt()).isEqualTo(2);
    assertThat(mapping.property("/ScalingConfig/MaximumConcurrency").asInt()).isEqualTo(5);
    assertThat(texts(mapping.property("/FunctionResponseTypes")))
        .containsExactly("ReportBatchItemFailures");
    assertThat(mapping.property("/FunctionName").toString())
        .contains(template.starting("AWS::Lambda::Alias", "PipelineConsumer").id());
  }

  @Test
  void events_becomeDeadLettersAfterFiveReceives() {
    Template template = Variant.EXAMPLE.templates().main();
    Resource events = queue(template, "Events");

    assertThat(events.property("/RedrivePolicy/maxReceiveCount").asInt()).isEqualTo(5);
    assertThat(events.property("/MessageRetentionPeriod").asInt()).isEqualTo(4 * 86_400);
    assertThat(
            queue(template, "DeadLetters")
                .isMeantBy(events.property("/RedrivePolicy/deadLetterTargetArn")))
        .isTrue();
  }

  @Test
  void quarantine_keepsMessagesForTwoWeeksAndIsNobodysDeadLetterQueue() {
    Resource quarantine = queue(Variant.EXAMPLE.templates().main(), "Quarantine");

    assertThat(quarantine.property("/MessageRetentionPeriod").asInt()).isEqualTo(14 * 86_400);
    assertThat(quarantine.property("/RedriveAllowPolicy/redrivePermission").asText())
        .isEqualTo("denyAll");
  }

  @Test
  void consumer_runsOnArmFromASnapshotBehindAnAlias() {
    Template template = Variant.EXAMPLE.templates().main();
    Resource function = template.starting("AWS::Lambda::Function", "PipelineConsumer");
    Resource alias = template.starting("AWS::Lambda::Alias", "PipelineConsumer");

    assertThat(function.property("/Runtime").asText()).isEqualTo("java25");
    assertThat(texts(function.property("/Architectures"))).containsExactly("arm64");
    assertThat(function.property("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
    assertThat(function.property("/Handler").asText())
        .isEqualTo("io.github.tracequeue.consumer.ConsumerHandler");
    assertThat(function.property("/TracingConfig/Mode").asText()).isEqualTo("Active");
    assertThat(alias.property("/Name").asText()).isEqualTo("live");
    assertThat(alias.property("/FunctionVersion/Fn::GetAtt/0").asText())
        .isEqualTo(template.starting("AWS::Lambda::Version", "PipelineConsumer").id());
  }

  @Test
  void functions_withoutSnapStart_startWithoutASnapshotBehindAnAlias() {
    Template template = Variant.WITHOUT_SNAP_START.templates().main();

    for (String function : List.of("PipelineConsumer", "PipelineQuery")) {
      assertThat(template.starting("AWS::Lambda::Function", function).properties().has("SnapStart"))
          .isFalse();
      assertThat(template.starting("AWS::Lambda::Alias", function).property("/Name").asText())
          .isEqualTo("live");
    }
  }

  @Test
  void consumer_logsJsonIntoAGroupThatExpires() {
    Template template = Variant.EXAMPLE.templates().main();
    Resource function = template.starting("AWS::Lambda::Function", "PipelineConsumer");
    Resource logs = template.starting("AWS::Logs::LogGroup", "PipelineConsumer");

    assertThat(function.property("/LoggingConfig/LogFormat").asText()).isEqualTo("JSON");
    assertThat(logs.isMeantBy(function.property("/LoggingConfig/LogGroup"))).isTrue();
    assertThat(logs.property("/RetentionInDays").asInt()).isEqualTo(30);
  }

  @Test
  void consumer_isToldTableQuarantineShardsAndExpiry() {
    Template template = Variant.SIXTEEN_SHARDS.templates().main();
    JsonNode variables =
        template
            .starting("AWS::Lambda::Function", "PipelineConsumer")
            .property("/Environment/Variables");

    assertThat(
            template
                .only("AWS::DynamoDB::GlobalTable")
                .isMeantBy(variables.path("TRACEQUEUE_TABLE")))
        .isTrue();
    assertThat(
            queue(template, "Quarantine")
                .isMeantBy(variables.path("TRACEQUEUE_QUARANTINE_QUEUE_URL")))
        .isTrue();
    assertThat(queue(template, "Events").isMeantBy(variables.path("TRACEQUEUE_QUEUE_URL")))
        .isTrue();
    assertThat(variables.path("TRACEQUEUE_SHARDS").asText()).isEqualTo("16");
    assertThat(variables.path("TRACEQUEUE_TTL_DAYS").asText()).isEqualTo("90");
    assertThat(variables.path("TRACEQUEUE_METRICS_NAMESPACE").asText())
        .isEqualTo("Tracequeue/test");
    assertThat(variables.path("TRACEQUEUE_SAMPLE_RATE").asText()).isEqualTo("0.25");
    assertThat(variables.path("TRACEQUEUE_SAMPLE_RATES").asText()).isEqualTo("cto=0.5,sre=1");
  }

  @Test
  void prices_areALayerThatTheConsumerReads() {
    Templates templates = Variant.EVERY_OPTION.templates();
    Resource layer =
        templates.main().starting("AWS::Lambda::LayerVersion", "PipelineConsumerPrices");
    Resource consumer = templates.main().starting("AWS::Lambda::Function", "PipelineConsumer");

    assertThat(AlarmInvariants.elements(consumer.property("/Layers")))
        .singleElement()
        .satisfies(it -> assertThat(layer.isMeantBy(it)).isTrue());
    assertThat(consumer.property("/Environment/Variables/TRACEQUEUE_PRICES_FILE").asText())
        .isEqualTo("/opt/prices.csv");
    assertThat(templates.main().starting("AWS::Lambda::Function", "PipelineQuery").properties())
        .noneMatch(it -> it.toString().contains(layer.id()));
    assertThat(Variant.EXAMPLE.templates().main().tree().toString())
        .doesNotContain("TRACEQUEUE_PRICES_FILE");
  }

  @Test
  void prices_sameList_isTheSameTemplate() {
    assertThat(Synthesis.of(Variant.EVERY_OPTION.configuration()).main().tree())
        .isEqualTo(Variant.EVERY_OPTION.templates().main().tree());
  }

  @Test
  void prices_otherList_isANewVersionOfTheFunction(@TempDir Path directory) throws IOException {
    String own = "src/test/resources/prices/own.csv";
    String list = Files.readString(Synthesis.moduleDirectory().resolve(own));
    Path other = Files.writeString(directory.resolve("o.csv"), list.replace("1.25", "1.5"));
    String configuration = Variant.EVERY_OPTION.configuration();
    Template changed = Synthesis.of(configuration.replace(own, other.toString())).main();
    Template before = Variant.EVERY_OPTION.templates().main();

    for (String type : List.of("AWS::Lambda::LayerVersion", "AWS::Lambda::Version")) {
      assertThat(consumers(changed, type))
          .as(type)
          .doesNotContainAnyElementsOf(consumers(before, type));
    }
  }

  @Test
  void promptKey_isNamedToTheConsumer() {
    assertThat(consumerVariable(Variant.EVERY_OPTION, "TRACEQUEUE_PROMPT_KEY_SECRET"))
        .isEqualTo("arn:aws:secretsmanager:eu-central-1:123456789012:secret:prompts-AbCdEf");
    assertThat(consumerVariable(Variant.SIXTEEN_SHARDS, "TRACEQUEUE_PROMPT_KEY_PARAMETER"))
        .isEqualTo("arn:aws:ssm:eu-central-1:123456789012:parameter/prompts");
    assertThat(Variant.EXAMPLE.templates().main().tree().toString())
        .doesNotContain("TRACEQUEUE_PROMPT_KEY");
  }

  @Test
  void table_isOnDemandWithBothIndexesAndExpiry() {
    Resource table = Variant.EXAMPLE.templates().main().only("AWS::DynamoDB::GlobalTable");

    assertThat(table.property("/BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
    assertThat(table.property("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("ttl");
    assertThat(table.property("/TimeToLiveSpecification/Enabled").asBoolean()).isTrue();
    assertThat(table.property("/GlobalSecondaryIndexes").findValuesAsText("IndexName"))
        .containsExactly("GSI1", "GSI2");
    assertThat(table.property("/GlobalSecondaryIndexes").findValuesAsText("ProjectionType"))
        .containsExactly("ALL", "ALL");
    assertThat(table.property("/Replicas/0/ContributorInsightsSpecification/Mode").asText())
        .isEqualTo("THROTTLED_KEYS");
  }

  @Test
  void existingTable_isUsedByNameAndNotTouched() {
    Templates templates = Variant.EXISTING_TABLE.templates();

    assertThat(templates.resources("AWS::DynamoDB::GlobalTable")).isEmpty();
    assertThat(templates.resources("AWS::DynamoDB::Table")).isEmpty();
    assertThat(
            templates
                .main()
                .starting("AWS::Lambda::Function", "PipelineConsumer")
                .property("/Environment/Variables/TRACEQUEUE_TABLE")
                .asText())
        .isEqualTo("team-activity");
  }

  @Test
  void readApi_wantsSignedRequestsAndIsLeftOutByDefault() {
    Resource url = Variant.EVERY_OPTION.templates().main().only("AWS::Lambda::Url");

    assertThat(url.property("/AuthType").asText()).isEqualTo("AWS_IAM");
    assertThat(url.property("/Qualifier").asText()).isEqualTo("live");
    assertThat(Variant.EXAMPLE.templates().resources("AWS::Lambda::Url")).isEmpty();
  }

  @Test
  void customerKey_encryptsQueuesTopicsTableLogsAndEnvironment() {
    Templates templates = Variant.CUSTOMER_KEY.templates();
    Resource key = templates.main().only("AWS::KMS::Key");

    assertThat(key.property("/EnableKeyRotation").asBoolean()).isTrue();
    assertThat(key.tree().path("DeletionPolicy").asText()).isEqualTo("Retain");
    assertThat(
            Stream.of(
                    "AWS::SQS::Queue",
                    "AWS::SNS::Topic",
                    "AWS::Logs::LogGroup",
                    "AWS::Lambda::Function",
                    "AWS::DynamoDB::GlobalTable")
                .flatMap(type -> templates.resources(type).stream()))
        .hasSize(3 + 1 + 3 + 3 + 1)
        .allSatisfy(it -> assertThat(it.properties().toString()).contains("\"" + key.id() + "\""));
  }

  @Test
  void boundary_holdsForEveryRole() {
    List<Resource> roles = Variant.EVERY_OPTION.templates().resources("AWS::IAM::Role");

    assertThat(roles)
        .hasSize(3)
        .allSatisfy(
            role ->
                assertThat(role.property("/PermissionsBoundary").toString())
                    .contains(":policy/developer-boundary"));
  }

  @Test
  void codeSigning_holdsForEveryFunction() {
    assertThat(Variant.EVERY_OPTION.templates().resources("AWS::Lambda::Function"))
        .hasSize(3)
        .allSatisfy(
            it -> assertThat(it.property("/CodeSigningConfigArn").asText()).contains(":csc-"));
  }

  @Test
  void topics_haveTheirSubscribers() {
    Template template = Variant.EXAMPLE.templates().main();

    assertThat(
            template
                .resources("AWS::SNS::Subscription")
                .map(it -> it.property("/Endpoint").asText()))
        .containsExactlyInAnyOrder("oncall@example.com", "agents-team@example.com");
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void outputs_nameWhatAgentsAndPeopleNeed(Variant variant) {
    assertThat(variant.templates().main().tree().path("Outputs").properties())
        .extracting(Map.Entry::getKey)
        .contains(
            "QueueUrl",
            "ProducerPolicyArn",
            "TableName",
            "QuarantineQueueUrl",
            "DeadLetterQueueUrl");
  }

  private static String consumerVariable(Variant variant, String name) {
    return variant
        .templates()
        .main()
        .starting("AWS::Lambda::Function", "PipelineConsumer")
        .property("/Environment/Variables/" + name)
        .asText();
  }

  /** Those that the consumer has a part in. */
  private static List<String> consumers(Template template, String type) {
    return ids(template, type).stream().filter(id -> id.startsWith("PipelineConsumer")).toList();
  }

  private static List<String> ids(Template template, String type) {
    return template.resources(type).map(Resource::id).toList();
  }

  private static Resource queue(Template template, String id) {
    return template.starting("AWS::SQS::Queue", "Pipeline" + id);
  }

  private static List<String> texts(JsonNode list) {
    return AlarmInvariants.elements(list).map(JsonNode::asText).toList();
  }
}
