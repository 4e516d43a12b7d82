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

final class SynthesizedStackTest {
  private static final String PIPELINE =
      """
      "Map": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"BatchSize": 50}},
      "Fn": {"Type": "AWS::Lambda::Function", "Properties": {"MemorySize": 1024,
        "Environment": {"Variables": {"TRACEQUEUE_TTL_DAYS": "30"}}}}""";

  @TempDir private Path folder;

  @Test
  void checkLimits_smallStack_passes() throws IOException {
    template("a.template.json", PIPELINE);

    SynthesizedStack stack = SynthesizedStack.in(folder);

    stack.checkLimits();
    assertThat(stack.costSummary(4)).startsWith("Estimated cost at 100 events a day: ");
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
        .withMessageContaining("make 5001 alarms of 5000");
  }

  private static String alarms(int count) {
    return IntStream.range(0, count)
        .mapToObj("\"A%d\":{\"Type\":\"AWS::CloudWatch::Alarm\"}"::formatted)
        .collect(Collectors.joining(","));
  }

  private void template(String name, String resources) throws IOException {
    Files.writeString(folder.resolve(name), "{\"Resources\": {" + resources + "}}");
  }
}
