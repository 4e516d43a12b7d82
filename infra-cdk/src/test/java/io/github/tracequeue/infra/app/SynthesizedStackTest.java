// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SynthesizedStackTest {
  private static final String PIPELINE =
      """
      "Map": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"BatchSize": 50}},
      "Fn": {"Type": "AWS::Lambda::Function", "Properties": {"MemorySize": 1024,
        "Handler": "io.github.tracequeue.consumer.ConsumerHandler",
        "Environment": {"Variables": {"TRACEQUEUE_TTL_DAYS": "30"}}}},
      "Watch": {"Type": "AWS::Lambda::Function", "Properties": {"MemorySize": 512,
        "Handler": "io.github.tracequeue.watch.WatchHandler"}}""";

  @TempDir private Path folder;

  @Test
  void checkLimits_smallStack_passes() throws IOException {
    template("a.template.json", PIPELINE);

    SynthesizedStack stack = SynthesizedStack.in(folder);

    stack.checkLimits();
    assertThat(stack.costSummary(4))
        .startsWith("Estimated cost of 10 events a day from 4 agents: ");
  }

  @Test
  void checkLimits_templateOverAMegabyte_isNamed() throws IOException {
    template("big.nested.template.json", "\"A\": {\"Type\": \"" + "x".repeat(1_000_000) + "\"}");

    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> SynthesizedStack.in(folder).checkLimits())
        .withMessageContaining("big.nested.template.json");
  }

  @Test
  void checkLimits_moreAlarmsThanAnAccountHas_areCountedOverAllTemplates() throws IOException {
    template("a.template.json", alarms(2501));
    template("b.nested.template.json", alarms(2500));

    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> SynthesizedStack.in(folder).checkLimits())
        .withMessageContaining("need 5001 alarms; the default quota is 5000");
  }

  @ParameterizedTest
  @CsvSource({
    "TRACEQUEUE_SAMPLE_RATES,         /sampling/agents",
    "TRACEQUEUE_METRICS_AGENTS,       /cloudwatch_alarms",
    "TRACEQUEUE_BUDGET_AGENTS,        /agents/*/spend/day_usd"
  })
  void checkLimits_variablesOverFourKilobytes_nameTheSetting(String variable, String setting)
      throws IOException {
    template("a.template.json", function(variable, 4096 - variable.length() - 6 - 140 - 7));

    SynthesizedStack.in(folder).checkLimits();

    template("a.template.json", function(variable, 4096 - variable.length() - 6 - 140 - 6));

    assertThatExceptionOfType(InvalidConfigurationException.class)
        .isThrownBy(() -> SynthesizedStack.in(folder).checkLimits())
        .withMessageContaining(setting + ": takes ")
        .withMessageContaining("of 4097 bytes")
        .withMessageContaining("Lambda allows 4096");
  }

  /** With a variable of that many bytes, and one whose value only AWS knows. */
  private static String function(String variable, int bytes) {
    return """
        "Fn": {"Type": "AWS::Lambda::Function", "Properties": {"Environment": {"Variables": {
          "%s": "%s", "T": {"Ref": "Table"}}}}}"""
        .formatted(variable, "x".repeat(bytes));
  }

  private static String alarms(int count) {
    return IntStream.range(0, count)
        .mapToObj("\"A%s\":{\"Type\":\"AWS::CloudWatch::Alarm\"}"::formatted)
        .collect(Collectors.joining(","));
  }

  private void template(String name, String resources) throws IOException {
    Files.writeString(folder.resolve(name), "{\"Resources\": {" + resources + "}}");
  }
}
