// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.ServerlessChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnDeletionPolicy;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.IPolicyValidationPlugin;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.IConstruct;

/** The rules that each synth is checked against: CloudFormation's, our own, and cdk-nag's. */
@RequiresNode
final class RulesTest {

  @ParameterizedTest
  @EnumSource(names = {"EXAMPLE", "EXISTING_TABLE", "CUSTOMER_KEY", "EVERY_OPTION"})
  void awsSolutionsAndServerless_findNothingUnacknowledged(Variant variant) {
    App app = Synthesis.app();
    Validations.of(app)
        .addPlugins(plugin(new AwsSolutionsChecks()), plugin(new ServerlessChecks()));
    Synthesis.addStack(app, variant.configuration());

    assertThat(Path.of(app.synth().getDirectory())).exists();
  }

  @Test
  void awsSolutions_unprotectedQueue_isFound() {
    App app = Synthesis.app();
    Validations.of(app).addPlugins(plugin(new AwsSolutionsChecks()));
    TracequeueStack stack = Synthesis.addStack(app, Variant.MINIMAL.configuration());
    new Queue(stack, "Naked");

    assertThatThrownBy(app::synth).isInstanceOf(RuntimeException.class);
    assertThat(report(app)).contains("AwsSolutions-SQS3", "AwsSolutions-SQS4");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenRules")
  void synth_brokenRule_fails(String rule, String type, Consumer<CfnResource> change) {
    App app = Synthesis.app();
    TracequeueStack stack = Synthesis.addStack(app, Variant.EVERY_OPTION.configuration());
    change.accept(first(stack, type));

    assertThatThrownBy(app::synth).isInstanceOf(RuntimeException.class);
    assertThat(report(app)).contains(rule);
  }

  static Stream<Arguments> brokenRules() {
    return Stream.of(
        broken(
            "ALARM_TELLS_SOMEONE",
            AlarmInvariants.ALARM,
            alarm -> alarm.addPropertyDeletionOverride("AlarmActions")),
        broken(
            "ALARM_SAYS_WHAT_TO_DO",
            AlarmInvariants.ALARM,
            alarm -> alarm.addPropertyOverride("AlarmDescription", "something is wrong")),
        broken(
            "ALARM_SAYS_HOW_IT_COUNTS",
            AlarmInvariants.ALARM,
            alarm -> alarm.addPropertyDeletionOverride("TreatMissingData")),
        broken(
            "QUEUE_IS_ENCRYPTED",
            "AWS::SQS::Queue",
            queue -> queue.addPropertyOverride("SqsManagedSseEnabled", false)),
        broken(
            "FUNCTION_RUNS_AS_DECIDED",
            "AWS::Lambda::Function",
            function -> function.addPropertyDeletionOverride("LoggingConfig.LogGroup")),
        broken(
            "TABLE_IS_PROTECTED",
            "AWS::DynamoDB::GlobalTable",
            table -> table.getCfnOptions().setDeletionPolicy(CfnDeletionPolicy.DELETE)),
        broken(
            "TABLE_IS_PROTECTED",
            "AWS::DynamoDB::GlobalTable",
            table ->
                table.addPropertyDeletionOverride("Replicas.0.PointInTimeRecoverySpecification")),
        broken(
            "MAPPING_REPORTS_SINGLE_FAILURES",
            "AWS::Lambda::EventSourceMapping",
            mapping -> mapping.addPropertyDeletionOverride("FunctionResponseTypes")),
        broken(
            "LOGS_EXPIRE",
            "AWS::Logs::LogGroup",
            group -> group.addPropertyDeletionOverride("RetentionInDays")),
        broken(
            "URL_WANTS_SIGNED_REQUESTS",
            "AWS::Lambda::Url",
            url -> url.addPropertyOverride("AuthType", "NONE")),
        // And one of CloudFormation's own, to see that those are switched on.
        broken(
            "F3002",
            "AWS::SQS::Queue",
            queue -> queue.addPropertyOverride("VisibilityTimeOut", 30)));
  }

  private static Arguments broken(String rule, String type, Consumer<CfnResource> change) {
    return Arguments.of(rule, type, change);
  }

  private static CfnResource first(TracequeueStack stack, String type) {
    List<IConstruct> all = stack.getNode().findAll();
    return all.stream()
        .filter(CfnResource.class::isInstance)
        .map(CfnResource.class::cast)
        .filter(resource -> resource.getCfnResourceType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /** The packs are plugins in fact, but their Java classes do not say so. */
  private static IPolicyValidationPlugin plugin(Object pack) {
    return (IPolicyValidationPlugin) pack;
  }

  private static String report(App app) {
    try {
      return Files.readString(Path.of(app.getOutdir(), "validation-report.json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
