// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.infra.AgentMetrics;
import io.github.tracequeue.infra.TracePipeline;
import io.github.tracequeue.infra.app.Template.Resource;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;

/** Settings that an organisation asks for, and alarms of your own. */
@RequiresNode
final class OrganisationSettingsTest {
  private static final Template TEMPLATE = Variant.EVERY_OPTION.templates().main();

  @Test
  void logRetention_holdsForEveryFunction() {
    assertThat(TEMPLATE.resources("AWS::Logs::LogGroup"))
        .hasSize(3)
        .allSatisfy(it -> assertThat(it.property("/RetentionInDays").asInt()).isEqualTo(90));
  }

  @Test
  void vpc_holdsForEveryFunctionWhichMayMakeItsInterfaces() {
    assertThat(TEMPLATE.resources("AWS::Lambda::Function"))
        .hasSize(3)
        .allSatisfy(
            it ->
                assertThat(it.property("/VpcConfig").toString())
                    .contains("subnet-0123456789abcdef0", "sg-0123456789abcdef0"));
    assertThat(TEMPLATE.resources("AWS::IAM::Policy"))
        .allSatisfy(
            it -> assertThat(it.properties().toString()).contains("ec2:CreateNetworkInterface"));
    assertThat(Variant.EXAMPLE.templates().main().tree().toString()).doesNotContain("ec2:");
  }

  @Test
  void tags_holdForResourcesThatTakeThem() {
    assertThat(TEMPLATE.starting("AWS::SQS::Queue", "PipelineEvents").property("/Tags").toString())
        .contains("\"team\"", "\"platform\"", "\"cost-center\"", "\"4711\"");
  }

  @Test
  void producerAccounts_maySendAndNothingElse() {
    JsonNode statements =
        TEMPLATE
            .starting("AWS::SQS::QueuePolicy", "PipelineEvents")
            .property("/PolicyDocument/Statement");

    assertThat(AlarmInvariants.elements(statements))
        .filteredOn(it -> it.path("Effect").asText().equals("Allow"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.path("Action").asText()).isEqualTo("sqs:SendMessage");
              assertThat(it.path("Principal").toString()).contains("210987654321");
            });
  }

  @Test
  void region_misspelt_isNamedWithTheNearest() {
    String configuration =
        Variant.MINIMAL
            .configuration()
            .replace("\"stage\"", "\"region\": \"eu-centrall-1\", \"stage\"");

    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> Synthesis.addStack(Synthesis.app(), configuration))
        .withMessageContaining("/region: is not a region that the CDK knows: eu-centrall-1")
        .withMessageContaining("Did you mean eu-central-1?");
  }

  @Test
  void agentMetrics_areThoseThatTheConsumerSends() {
    Templates templates =
        Synthesis.of(
            Variant.MINIMAL.configuration(),
            stack -> {
              TracePipeline pipeline = (TracePipeline) stack.getNode().findChild("Pipeline");
              AgentMetrics cto = pipeline.agentMetrics("cto");
              Alarm alarm =
                  cto.latencyP95()
                      .createAlarm(
                          stack,
                          "Own",
                          CreateAlarmOptions.builder()
                              .threshold(5000)
                              .evaluationPeriods(1)
                              .datapointsToAlarm(1)
                              .treatMissingData(TreatMissingData.NOT_BREACHING)
                              .alarmDescription("Runbook: https://example.com#own")
                              .build());
              alarm.addAlarmAction(new SnsAction(pipeline.pageTopic().orElseThrow()));
            });
    Resource alarm = templates.main().starting(AlarmInvariants.ALARM, "Own");

    assertThat(alarm.property("/Namespace").asText()).isEqualTo("Tracequeue/test");
    assertThat(alarm.property("/MetricName").asText()).isEqualTo("InvocationLatency");
    assertThat(alarm.property("/ExtendedStatistic").asText()).isEqualTo("p95");
    assertThat(alarm.property("/Dimensions").toString())
        .isEqualTo("[{\"Name\":\"Agent\",\"Value\":\"cto\"}]");
  }

  @Test
  void dashboard_showsAlarmsTableConcurrencyAndQuarantine() {
    String body =
        Variant.EXAMPLE
            .templates()
            .main()
            .only("AWS::CloudWatch::Dashboard")
            .property("/DashboardBody")
            .toString();

    assertThat(body)
        .contains(
            "\\\"type\\\":\\\"alarm\\\"",
            "AWS/DynamoDB",
            "ConcurrentExecutions",
            "p99",
            "PipelineQuarantine",
            "Tracequeue/prod");
  }
}
