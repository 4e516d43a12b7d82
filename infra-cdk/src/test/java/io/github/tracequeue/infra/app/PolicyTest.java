// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.infra.TracePipeline;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.RoleProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/** Who may do what, simulated on the synthesized policies. */
@RequiresNode
final class PolicyTest {
  private static final Map<String, String> NO_CONTEXT = Map.of();

  /** The pipeline and, in the same stack, an agent whose role may produce. */
  private static final Templates GRANTED =
      Synthesis.of(
          Variant.MINIMAL.configuration(),
          stack ->
              ((TracePipeline) stack.getNode().findChild("Pipeline"))
                  .grantProduce(
                      new Role(
                          stack,
                          "Agent",
                          RoleProps.builder()
                              .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                              .build())));

  @ParameterizedTest(name = "consumer {0} on {1}: {2}")
  @CsvSource({
    "sqs:ReceiveMessage,            PipelineEvents,                    true",
    "sqs:DeleteMessage,             PipelineEvents,                    true",
    "sqs:GetQueueAttributes,        PipelineEvents,                    true",
    "sqs:SendMessage,               PipelineEvents,                    true",
    "sqs:PurgeQueue,                PipelineEvents,                    false",
    "sqs:SendMessage,               PipelineQuarantine,                true",
    "sqs:ReceiveMessage,            PipelineQuarantine,                false",
    "sqs:SendMessage,               PipelineDeadLetters,               false",
    "dynamodb:PutItem,              PipelineTable,                     true",
    "dynamodb:UpdateItem,           PipelineTable,                     false",
    "dynamodb:GetItem,              PipelineTable,                     false",
    "dynamodb:Query,                PipelineTable,                     false",
    "dynamodb:DeleteItem,           PipelineTable,                     false",
    "dynamodb:DeleteTable,          PipelineTable,                     false",
    "dynamodb:PutItem,              Elsewhere,                         false",
    "logs:PutLogEvents,             PipelineConsumerLogs,              true",
    "logs:CreateLogStream,          PipelineConsumerLogs,              true",
    "logs:PutLogEvents,             PipelineQueryLogs,                 false",
    "logs:CreateLogGroup,           PipelineConsumerLogs,              false",
    "xray:PutTraceSegments,         *,                                 true",
    "s3:GetObject,                  Elsewhere,                         false"
  })
  void consumer(String action, String resource, boolean allowed) {
    assertThat(consumerPolicy().allows(action, resource, NO_CONTEXT)).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{0}: consumer {1} on {2}: {3}")
  @CsvSource({
    "EVERY_OPTION,   secretsmanager:GetSecretValue, secretsmanager:eu-central-1:123456789012:secret:prompts-AbCdEf, true",
    "EVERY_OPTION,   secretsmanager:PutSecretValue, secretsmanager:eu-central-1:123456789012:secret:prompts-AbCdEf, false",
    "EVERY_OPTION,   secretsmanager:GetSecretValue, secretsmanager:eu-central-1:123456789012:secret:others-AbCdEf,  false",
    "EVERY_OPTION,   kms:Decrypt,                   kms:eu-central-1:123456789012:key/1234,                         true",
    "EVERY_OPTION,   kms:Encrypt,                   kms:eu-central-1:123456789012:key/1234,                         false",
    "SIXTEEN_SHARDS, ssm:GetParameter,              ssm:eu-central-1:123456789012:parameter/prompts,                true",
    "SIXTEEN_SHARDS, ssm:PutParameter,              ssm:eu-central-1:123456789012:parameter/prompts,                false",
    "SIXTEEN_SHARDS, ssm:GetParameter,              ssm:eu-central-1:123456789012:parameter/others,                 false",
    "EXAMPLE,        secretsmanager:GetSecretValue, secretsmanager:eu-central-1:123456789012:secret:prompts-AbCdEf, false",
    "EXAMPLE,        kms:Decrypt,                   kms:eu-central-1:123456789012:key/1234,                         false"
  })
  void consumer_readsThePromptKeyAndNoOther(
      Variant variant, String action, String resource, boolean allowed) {
    PolicySimulation consumer =
        PolicySimulation.ofRole(variant.templates().main(), "PipelineConsumer");

    assertThat(consumer.allows(action, "arn:aws:" + resource, NO_CONTEXT)).isEqualTo(allowed);
  }

  /** Besides calls and runs, it writes only the items that note batches. */
  @ParameterizedTest(name = "consumer {0} below {1}: {2}")
  @CsvSource({
    "dynamodb:UpdateItem, TYPE#period,    true",
    "dynamodb:UpdateItem, TYPE#agent,     true",
    "dynamodb:UpdateItem, BUDGET#cto,     true",
    "dynamodb:UpdateItem, TYPE#llm_trace, false",
    "dynamodb:UpdateItem, ROLLUP#cto,     false",
    "dynamodb:UpdateItem, LIMIT#cto,      false"
  })
  void consumer_updatesItsNotesOnly(String action, String key, boolean allowed) {
    assertThat(
            consumerPolicy().allows(action, "PipelineTable", Map.of("dynamodb:LeadingKeys", key)))
        .isEqualTo(allowed);
  }

  @ParameterizedTest(name = "watch {0} below {1}: {2}")
  @CsvSource({
    "dynamodb:PutItem,    ROLLUP#cto,        true",
    "dynamodb:UpdateItem, ROLLUP#cto,        true",
    "dynamodb:PutItem,    LIMIT#cto,         true",
    "dynamodb:PutItem,    LIMIT#cto#events,  true",
    "dynamodb:UpdateItem, TYPE#watch,        true",
    "dynamodb:UpdateItem, TYPE#period,       true",
    "dynamodb:UpdateItem, TYPE#agent,        true",
    "dynamodb:UpdateItem, BUDGET#cto,        true",
    "dynamodb:PutItem,    TYPE#llm_trace,    false",
    "dynamodb:UpdateItem, TYPE#llm_trace#3,  false",
    "dynamodb:PutItem,    TYPE#run,          false",
    "dynamodb:DeleteItem, ROLLUP#cto,        false"
  })
  void watch_writesNoCallAndNoRun(String action, String key, boolean allowed) {
    assertThat(watchPolicy().allows(action, "PipelineTable", Map.of("dynamodb:LeadingKeys", key)))
        .isEqualTo(allowed);
  }

  @ParameterizedTest(name = "watch {0} on {1}: {2}")
  @CsvSource({
    "dynamodb:Query,      PipelineTable,            true",
    "dynamodb:GetItem,    PipelineTable,            true",
    "dynamodb:Query,      PipelineTable/index/GSI1, true",
    "dynamodb:Scan,       PipelineTable,            false",
    "dynamodb:Scan,       PipelineTable/index/GSI1, false",
    "sns:Publish,         PipelinePage,             true",
    "sns:Publish,         Elsewhere,                false",
    "sns:Subscribe,       PipelinePage,             false",
    "sqs:ReceiveMessage,  PipelineEvents,           false",
    "logs:PutLogEvents,   PipelineWatchLogs,        true",
    "logs:PutLogEvents,   PipelineConsumerLogs,     false"
  })
  void watch(String action, String resource, boolean allowed) {
    assertThat(watchPolicy().allows(action, resource, NO_CONTEXT)).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "watch sns:Publish to {0}: {1}")
  @CsvSource({
    "arn:aws:sns:eu-central-1:123456789012:oncall, true",
    "arn:aws:sns:eu-central-1:123456789012:chat,   true",
    "arn:aws:sns:eu-central-1:123456789012:other,  false"
  })
  void watch_publishesToTheExistingTopicsThatAreNamed(String topic, boolean allowed) {
    PolicySimulation watch =
        PolicySimulation.ofRole(Variant.EVERY_OPTION.templates().main(), "PipelineWatch");

    assertThat(watch.allows("sns:Publish", topic, NO_CONTEXT)).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "metrics into {0}: {1}")
  @CsvSource({
    "Tracequeue/test, true",
    "Tracequeue/prod, false",
    "Tracequeue, false",
    "AWS/Lambda, false"
  })
  void consumer_sendsMetricsIntoItsOwnNamespaceOnly(String namespace, boolean allowed) {
    Map<String, String> context = Map.of("cloudwatch:namespace", namespace);

    assertThat(consumerPolicy().allows("cloudwatch:PutMetricData", "*", context))
        .isEqualTo(allowed);
  }

  @ParameterizedTest(name = "reader {0} on {1}: {2}")
  @CsvSource({
    "dynamodb:Query,        PipelineTable,            true",
    "dynamodb:Query,        PipelineTable/index/GSI1, true",
    "dynamodb:Query,        PipelineTable/index/GSI2, true",
    "dynamodb:GetItem,      PipelineTable,            true",
    "dynamodb:Scan,         PipelineTable/index/GSI1, true",
    "dynamodb:Scan,         PipelineTable/index/GSI2, false",
    "dynamodb:Scan,         PipelineTable,            false",
    "dynamodb:PutItem,      PipelineTable,            false",
    "dynamodb:UpdateItem,   PipelineTable,            false",
    "sqs:ReceiveMessage,    PipelineEvents,           false",
    "sqs:ReceiveMessage,    PipelineQuarantine,       false",
    "cloudwatch:PutMetricData, *,                     false"
  })
  void reader(String action, String resource, boolean allowed) {
    PolicySimulation reader =
        PolicySimulation.ofRole(Variant.SIXTEEN_SHARDS.templates().main(), "PipelineQuery");

    assertThat(reader.allows(action, resource, NO_CONTEXT)).isEqualTo(allowed);
  }

  /** Without GSI2 too the reader asks it first; "access denied" would not send it elsewhere. */
  @ParameterizedTest(name = "{0}: reader {1} on {2}: {3}")
  @CsvSource({
    "EXISTING_TABLE_WITHOUT_TRACES, dynamodb:Query,   /index/GSI1, true",
    "EXISTING_TABLE_WITHOUT_TRACES, dynamodb:Query,   /index/GSI2, true",
    "EXISTING_TABLE_WITHOUT_TRACES, dynamodb:GetItem, '',          true",
    "EXISTING_TABLE_WITHOUT_TRACES, dynamodb:Scan,    /index/GSI1, true",
    "EXISTING_TABLE_WITHOUT_TRACES, dynamodb:Scan,    /index/GSI2, false",
    "EXISTING_TABLE_WITHOUT_TRACES, dynamodb:PutItem, '',          false",
    "EXISTING_TABLE_WITH_KEY,       dynamodb:Query,   /index/GSI2, true",
    "EXISTING_TABLE_WITH_KEY,       dynamodb:PutItem, '',          false"
  })
  void reader_ofAnExistingTable(Variant variant, String action, String below, boolean allowed) {
    PolicySimulation reader = PolicySimulation.ofRole(variant.templates().main(), "PipelineQuery");

    assertThat(reader.allowsOnTable(action, "team-activity" + below)).isEqualTo(allowed);
    assertThat(reader.allowsOnTable(action, "others" + below)).isFalse();
  }

  /** An existing table is written to by its name, and by nothing more than a new one. */
  @ParameterizedTest(name = "{0}: consumer {1}: {2}")
  @CsvSource({
    "EXISTING_TABLE,          dynamodb:PutItem,    true",
    "EXISTING_TABLE,          dynamodb:Scan,       false",
    "EXISTING_TABLE,          dynamodb:Query,      false",
    "EXISTING_TABLE_WITH_KEY, dynamodb:PutItem,    true",
    "EXISTING_TABLE_WITH_KEY, dynamodb:DeleteItem, false"
  })
  void consumer_ofAnExistingTable(Variant variant, String action, boolean allowed) {
    PolicySimulation consumer =
        PolicySimulation.ofRole(variant.templates().main(), "PipelineConsumer");

    assertThat(consumer.allowsOnTable(action, "team-activity")).isEqualTo(allowed);
    assertThat(consumer.allowsOnTable(action, "others")).isFalse();
  }

  @ParameterizedTest(name = "key of an existing table, {0} {1}: {2}")
  @CsvSource({
    "PipelineConsumer, kms:Decrypt,         true",
    "PipelineConsumer, kms:GenerateDataKey, true",
    "PipelineConsumer, kms:PutKeyPolicy,    false",
    "PipelineQuery,    kms:Decrypt,         true",
    "PipelineQuery,    kms:GenerateDataKey, false"
  })
  void keyOfAnExistingTable(String role, String action, boolean allowed) {
    PolicySimulation policy =
        PolicySimulation.ofRole(Variant.EXISTING_TABLE_WITH_KEY.templates().main(), role);

    assertThat(policy.allows(action, "arn:aws:kms:eu-central-1:123456789012:key/1234", NO_CONTEXT))
        .isEqualTo(allowed);
  }

  /** What a team's own stack calls for the role of an agent. */
  @ParameterizedTest(name = "role after grantProduce: {0} on {1}: {2}")
  @CsvSource({
    "sqs:SendMessage,    PipelineEvents,      true",
    "sqs:ReceiveMessage, PipelineEvents,      false",
    "sqs:SendMessage,    PipelineQuarantine,  false",
    "dynamodb:PutItem,   PipelineTable,       false"
  })
  void grantProduce_ofARole_allowsToSendAndNothingElse(
      String action, String resource, boolean allowed) {
    assertThat(
            PolicySimulation.ofRole(GRANTED.main(), "Agent").allows(action, resource, NO_CONTEXT))
        .isEqualTo(allowed);
  }

  @ParameterizedTest(name = "producer {0} on {1}: {2}")
  @CsvSource({
    "sqs:SendMessage,        PipelineEvents,      true",
    "sqs:ReceiveMessage,     PipelineEvents,      false",
    "sqs:GetQueueUrl,        PipelineEvents,      false",
    "sqs:GetQueueAttributes, PipelineEvents,      false",
    "sqs:SendMessage,        PipelineQuarantine,  false",
    "sqs:SendMessage,        PipelineDeadLetters, false",
    "dynamodb:PutItem,       PipelineTable,       false"
  })
  void producer(String action, String resource, boolean allowed) {
    PolicySimulation producer =
        PolicySimulation.ofManagedPolicy(
            Variant.EXAMPLE.templates().main(), "PipelineProducerPolicy");

    assertThat(producer.allows(action, resource, NO_CONTEXT)).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "with a key, {0} {1}: {2}")
  @CsvSource({
    "producer, kms:GenerateDataKey, true",
    "producer, kms:Decrypt,         true",
    "producer, kms:ScheduleKeyDeletion, false",
    "consumer, kms:Decrypt,         true",
    "consumer, kms:GenerateDataKey, true",
    "consumer, kms:PutKeyPolicy,    false",
    "reader,   kms:Decrypt,         true",
    "reader,   kms:GenerateDataKey, false"
  })
  void key(String who, String action, boolean allowed) {
    Template template = Variant.CUSTOMER_KEY.templates().main();
    PolicySimulation policy =
        switch (who) {
          case "producer" -> PolicySimulation.ofManagedPolicy(template, "PipelineProducerPolicy");
          case "consumer" -> PolicySimulation.ofRole(template, "PipelineConsumer");
          default -> PolicySimulation.ofRole(template, "PipelineQuery");
        };

    assertThat(policy.allows(action, "PipelineKey", NO_CONTEXT)).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{0} over TLS {1} to {2}: {3}")
  @CsvSource({
    "cloudwatch.amazonaws.com, true,  123456789012, true",
    "cloudwatch.amazonaws.com, false, 123456789012, false",
    "cloudwatch.amazonaws.com, true,  999999999999, false",
    "events.amazonaws.com,     true,  123456789012, false"
  })
  void topic_takesAlarmsOfItsOwnAccountOverTls(
      String service, boolean secure, String account, boolean allowed) {
    PolicySimulation topic =
        PolicySimulation.ofTopic(
            Variant.SIXTEEN_SHARDS.templates().main(), "PipelinePage", service);

    Map<String, String> context =
        Map.of("aws:SecureTransport", Boolean.toString(secure), "aws:SourceAccount", account);
    assertThat(topic.allows("sns:Publish", "PipelinePage", context)).isEqualTo(allowed);
  }

  private static PolicySimulation watchPolicy() {
    return PolicySimulation.ofRole(Variant.SIXTEEN_SHARDS.templates().main(), "PipelineWatch");
  }

  private static PolicySimulation consumerPolicy() {
    return PolicySimulation.ofRole(Variant.SIXTEEN_SHARDS.templates().main(), "PipelineConsumer");
  }
}
