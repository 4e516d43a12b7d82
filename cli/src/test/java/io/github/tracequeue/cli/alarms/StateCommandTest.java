// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.cli.CommandRun;
import io.github.tracequeue.cli.StubEndpoint;
import io.github.tracequeue.cli.StubEndpoint.Answer;
import org.junit.jupiter.api.Test;

final class StateCommandTest {

  @Test
  void state_oneInAlarm_isFirstWithStatus1() {
    CommandRun run =
        state(
            Answer.cbor(
                200,
                """
                {"MetricAlarms": [
                   {"AlarmName": "Tracequeue-prod-queue-age", "StateValue": "OK"},
                   {"AlarmName": "Tracequeue-prod-spending", "StateValue": "ALARM"}],
                 "CompositeAlarms": [
                   {"AlarmName": "Tracequeue-prod-pipeline-unhealthy",
                    "StateValue": "INSUFFICIENT_DATA"}]}
                """));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out().lines().map(line -> line.strip().split(" ", 2)[0]))
        .containsExactly(
            "alarm",
            "Tracequeue-prod-spending",
            "Tracequeue-prod-pipeline-unhealthy",
            "Tracequeue-prod-queue-age");
  }

  @Test
  void state_noneInAlarm_isStatus0() {
    CommandRun run =
        state(
            Answer.cbor(
                200,
                """
                {"MetricAlarms": [
                   {"AlarmName": "Tracequeue-prod-queue-age", "StateValue": "OK"},
                   {"AlarmName": "Tracequeue-prod-new", "StateValue": "INSUFFICIENT_DATA"}]}
                """));

    assertThat(run.status()).as(run.err()).isZero();
  }

  @Test
  void state_noneOfThatName_isStatus1() {
    CommandRun run = state(Answer.cbor(200, "{}"));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("No alarm name begins with Tracequeue-prod");
  }

  @Test
  void state_refused_isStatus2() {
    CommandRun run = state(Answer.cbor(403, "{}"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("tracequeue: AWS: ").contains("403").doesNotContain("\tat ");
  }

  private static CommandRun state(Answer answer) {
    try (StubEndpoint cloudWatch = StubEndpoint.start(answer)) {
      return CommandRun.of(
          "alarms",
          "state",
          "--name=Tracequeue-prod",
          "--region=eu-west-1",
          "--endpoint-url=" + cloudWatch.url());
    }
  }
}
