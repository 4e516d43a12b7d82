// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.infra.app.Template.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The watch function, the topics of its notices and the alarms, as they are deployed. */
@RequiresNode
final class WatchResourcesTest {

  @Test
  void watch_runsOnArmFromASnapshotEveryFiveMinutes() {
    Template template = Variant.EXAMPLE.templates().main();
    Resource function = template.starting("AWS::Lambda::Function", "PipelineWatch");
    Resource rule = template.only("AWS::Events::Rule");

    assertThat(function.property("/Runtime").asText()).isEqualTo("java25");
    assertThat(function.property("/Architectures").toString()).isEqualTo("[\"arm64\"]");
    assertThat(function.property("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
    assertThat(function.property("/Handler").asText())
        .isEqualTo("io.github.tracequeue.watch.WatchHandler");
    assertThat(function.property("/ReservedConcurrentExecutions").isMissingNode()).isTrue();
    assertThat(rule.property("/ScheduleExpression").asText()).isEqualTo("rate(5 minutes)");
    assertThat(rule.property("/Targets/0/RetryPolicy/MaximumRetryAttempts").asInt()).isZero();
    assertThat(
            template
                .only("AWS::Lambda::EventInvokeConfig")
                .property("/MaximumRetryAttempts")
                .asInt())
        .isZero();
  }

  @Test
  void watch_limitsOfTheConfiguration_areALayerThatItReads() {
    Template template = Variant.EXAMPLE.templates().main();
    Resource function = template.starting("AWS::Lambda::Function", "PipelineWatch");
    Resource layer = template.starting("AWS::Lambda::LayerVersion", "PipelineWatchLimits");

    assertThat(layer.isMeantBy(function.property("/Layers/0"))).isTrue();
    assertThat(variable(Variant.EXAMPLE, "TRACEQUEUE_LIMITS_FILE").asText())
        .isEqualTo("/opt/limits.json");
    assertThat(variable(Variant.MINIMAL, "TRACEQUEUE_LIMITS_FILE").isMissingNode()).isTrue();
    assertThat(Variant.MINIMAL.templates().resources("AWS::Lambda::LayerVersion")).isEmpty();
  }

  @Test
  void watch_otherLimits_areANewVersionOfTheFunction() {
    String configuration = Variant.EXAMPLE.configuration();
    Template changed =
        Synthesis.of(configuration.replace("\"day_usd\": 20", "\"day_usd\": 21")).main();

    assertThat(changed.starting("AWS::Lambda::Version", "PipelineWatch").id())
        .isNotEqualTo(
            Variant.EXAMPLE
                .templates()
                .main()
                .starting("AWS::Lambda::Version", "PipelineWatch")
                .id());
  }

  @Test
  void notices_eachTarget_isGivenWithAudienceAndFormat() {
    assertThat(variable(Variant.EVERY_OPTION, "TRACEQUEUE_NOTIFY").at("/Fn::Join/1").toString())
        .matches(
            "\\[\"page standard \",\\{\"Ref\":\"PipelinePageA943B391\"},"
                + "\",page cloudwatch_alarm \",\\{\"Ref\":\"PipelinePagePagerDuty\\w+\"},"
                + "\",page standard arn:aws:sns:eu-central-1:123456789012:oncall"
                + ",notify chat arn:aws:sns:eu-central-1:123456789012:chat\"]");
    assertThat(variable(Variant.MINIMAL, "TRACEQUEUE_NOTIFY").toString())
        .as("without targets of its own, notify has those of page")
        .contains("page standard ", ",notify standard ")
        .doesNotContain("PipelineNotify");
  }

  @Test
  void topics_haveTheirSubscribers() {
    assertThat(
            Variant.EVERY_OPTION.templates().resources("AWS::SNS::Subscription").stream()
                .map(
                    it ->
                        it.property("/Protocol").asText()
                            + " "
                            + it.property("/Endpoint").asText()))
        .containsExactlyInAnyOrder(
            "email a@example.com",
            "email b@example.com",
            "https https://example.com/n",
            "https https://events.pagerduty.com/integration/k/enqueue");
  }

  @Test
  void budgetAgents_areToldToTheConsumer() {
    assertThat(
            Variant.EXAMPLE
                .templates()
                .main()
                .starting("AWS::Lambda::Function", "PipelineConsumer")
                .property("/Environment/Variables/TRACEQUEUE_BUDGET_AGENTS")
                .asText())
        .isEqualTo("cto,cost");
  }

  @Test
  void alarms_fourHundredAgents_areThoseOfNone() {
    assertThat(names(Variant.FOUR_HUNDRED_AGENTS)).isEqualTo(names(Variant.MINIMAL)).hasSize(10);
  }

  @Test
  void alarms_deadLetters_pageOnArrivals() {
    Resource alarm =
        Variant.EXAMPLE.templates().resources(AlarmInvariants.ALARM).stream()
            .filter(it -> it.property("/AlarmName").asText().endsWith("-dead-letters"))
            .findFirst()
            .orElseThrow();

    assertThat(alarm.property("/Metrics/0/Expression").asText()).isEqualTo("DIFF(FILL(depth, 0))");
    assertThat(alarm.property("/Threshold").asInt()).isZero();
    assertThat(alarm.property("/AlarmActions").toString()).contains("PipelinePage");
    assertThat(alarm.property("/OKActions").isMissingNode()).isTrue();
  }

  @Test
  void alarms_perAgent_areOfTheListedAgentsThatHaveFixedLimits() {
    Set<String> ofAgents =
        names(Variant.EVERY_OPTION).stream()
            .filter(name -> name.contains("-agent-"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(ofAgents)
        .containsExactly(
            "Tracequeue-test-agent-a-b-cost-day",
            "Tracequeue-test-agent-a-b-cost-hour",
            "Tracequeue-test-agent-a.b-cost-hour",
            "Tracequeue-test-agent-a.b-errors",
            "Tracequeue-test-agent-a.b-latency");
    assertThat(names(Variant.NINETY_AGENTS_WITH_ALARMS)).hasSize(10 + 4 * 90);
  }

  /** What one stage sends cannot trip or hide an alarm of the other, in the same account. */
  @Test
  void twoStages_ofOneAccount_shareNothing() {
    Template prod = Synthesis.of(Variant.EVERY_OPTION.configuration()).main();
    Template dev =
        Synthesis.of(
                Variant.EVERY_OPTION
                    .configuration()
                    .replace("\"stage\": \"test\"", "\"stage\": \"dev\"")
                    .replace("\"traces\"", "\"traces-dev\""))
            .main();

    assertThat(prod.tree().toString()).contains("Tracequeue/test").doesNotContain("Tracequeue/dev");
    assertThat(dev.tree().toString()).contains("Tracequeue/dev").doesNotContain("Tracequeue/test");
    assertThat(physicalNames(prod)).isNotEmpty().doesNotContainAnyElementsOf(physicalNames(dev));
    assertThat(
            PolicySimulation.ofRole(dev, "PipelineConsumer")
                .allows(
                    "cloudwatch:PutMetricData",
                    "*",
                    Map.of("cloudwatch:namespace", "Tracequeue/test")))
        .isFalse();
  }

  private static List<String> physicalNames(Template template) {
    return template
        .resources()
        .flatMap(
            it ->
                Stream.of("/AlarmName", "/QueueName", "/TableName", "/DashboardName", "/TopicName")
                    .map(it::property))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .toList();
  }

  private static Set<String> names(Variant variant) {
    return variant.templates().resources(AlarmInvariants.ALARM).stream()
        .map(it -> it.property("/AlarmName").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode variable(Variant variant, String name) {
    return variant
        .templates()
        .main()
        .starting("AWS::Lambda::Function", "PipelineWatch")
        .property("/Environment/Variables")
        .path(name);
  }
}
