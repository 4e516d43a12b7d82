// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static io.github.tracequeue.consumer.TestConsumer.NOW;
import static io.github.tracequeue.consumer.TestConsumer.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.TestConsumer.TestMessage;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** The metric of changed prompts, from messages to CloudWatch, over a real table. */
final class PromptChangesTest {

  private static final Map<String, String> WATCHING =
      Map.of("TRACEQUEUE_PROMPT_CHANGE_AGENTS", "cto", "TRACEQUEUE_METRICS_MAX_AGENTS", "0");

  private final TestConsumer consumer = TestConsumer.with(WATCHING);

  @Test
  void handle_changedPrompt_isCountedForItsAgentInItsMinute() {
    consumer.handle(call("cto", 0, "Be brief"), call("sre", 0, "Be brief"));
    assertThat(changes(consumer)).isZero();

    consumer.handle(call("cto", 90, "Be thorough"), call("sre", 90, "Be thorough"));

    assertThat(
            consumer.cloudWatch.requests().stream()
                .flatMap(request -> request.metricData().stream())
                .filter(datum -> datum.metricName().equals("PromptChanges")))
        .singleElement()
        .satisfies(
            datum -> {
              assertThat(datum.value()).isEqualTo(1);
              assertThat(datum.unit()).isEqualTo(StandardUnit.COUNT);
              assertThat(datum.timestamp()).isEqualTo(NOW.plusSeconds(60));
              assertThat(datum.dimensions().toString()).contains("Agent", "cto");
            });
  }

  @Test
  void handle_sameMessageAgain_isCountedOnce() {
    TestMessage changed = call("cto", 10, "Be thorough");
    consumer.handle(call("cto", 0, "Be brief"), changed);
    consumer.handle(changed);
    TestConsumer other = consumer.overTheSameTable(WATCHING);
    other.handle(changed);
    other.handle(changed, call("cto", 20, "Be thorough"));

    assertThat(changes(consumer)).isEqualTo(1);
    assertThat(changes(other)).isZero();
  }

  @Test
  void handle_newProcess_comparesWithTheTable() {
    consumer.handle(call("cto", 0, "Be brief"), call("cto", 5, ""), call("sre", 8, "Be rude"));
    consumer.handle(call("cto", 9, "Be brief"));
    TestConsumer same = consumer.overTheSameTable(WATCHING);
    same.handle(call("cto", 10, "Be brief"));
    TestConsumer other = consumer.overTheSameTable(WATCHING);
    other.handle(call("cto", 20, "Be thorough"));

    assertThat(changes(same)).isZero();
    assertThat(changes(other)).isEqualTo(1);
  }

  @Test
  void handle_firstCallOfAnAgent_isNoChange() {
    consumer.handle(call("cto", 0, "Be brief"));

    assertThat(changes(consumer)).isZero();
  }

  @Test
  void handle_tableThatCannotBeRead_storesAllAndCountsNothing() {
    consumer.handle(call("cto", 0, "Be brief"));
    TestConsumer blind =
        TestConsumer.with(new ForwardingDynamoDb(LocalServices.dynamoDb()::putItem), WATCHING);

    assertThat(blind.handle(call("cto", 10, "Be thorough"))).isEmpty();

    assertThat(blind.traces()).hasSize(1);
    assertThat(changes(blind)).isZero();
    assertThat(blind.lines).singleElement().asString().contains("\"level\":\"INFO\"");
    // From now on it knows.
    blind.handle(call("cto", 20, "Be brief"));
    assertThat(changes(blind)).isEqualTo(1);
  }

  @Test
  void handle_nobodyWatched_countsNothing() {
    TestConsumer unwatched = TestConsumer.create();
    unwatched.handle(call("cto", 0, "Be brief"), call("cto", 10, "Be thorough"));

    assertThat(
            unwatched.cloudWatch.requests().stream()
                .flatMap(request -> request.metricData().stream())
                .map(MetricDatum::metricName))
        .isNotEmpty()
        .doesNotContain("PromptChanges");
  }

  private static double changes(TestConsumer consumer) {
    return consumer.cloudWatch.sum("PromptChanges", "cto");
  }

  private static TestMessage call(String agent, int seconds, String prompt) {
    return message(
        UUID.randomUUID().toString(),
        TestConsumer.traceWithPrompt(prompt, agent, NOW.plusSeconds(seconds)));
  }
}
