// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static io.github.tracequeue.consumer.TestConsumer.NOW;
import static io.github.tracequeue.consumer.TestConsumer.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.FaultyDynamoDb.Fault;
import io.github.tracequeue.consumer.TestConsumer.TestMessage;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.store.agent.DropReports;
import io.github.tracequeue.store.limit.Budget;
import io.github.tracequeue.store.limit.Budgets;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a batch leaves in the table besides its events. */
final class BatchNotesTest {

  private static final Instant LATE = NOW.minus(Duration.ofMinutes(90));

  @Test
  void handle_lateCalls_marksTheirHourOnceForTheBatch() {
    TestConsumer consumer = TestConsumer.create();

    assertThat(
            consumer.handle(
                message("a", call("cto", 1, LATE)),
                message("b", call("cto", 2, LATE)),
                message("c", call("cto", 3, NOW.minus(Duration.ofMinutes(59))))))
        .isEmpty();

    assertThat(dirty(consumer, "2026-11-23T11")).isEqualTo("1");
    assertThat(consumer.tableDump()).contains("TYPE#period").doesNotContain("2026-11-23T12,");
  }

  @Test
  void handle_lateCallThatIsStoredAlready_marksItsHourAgain() {
    TestConsumer consumer = TestConsumer.create();
    String late = call("cto", 1, LATE);

    consumer.handle(message("a", late));
    consumer.handle(message("a", late));
    consumer.handle(message("b", late));

    assertThat(dirty(consumer, "2026-11-23T11")).isEqualTo("3");
  }

  @Test
  void handle_markThatFails_returnsTheMessageAndCountsTheCall() {
    try (FaultyDynamoDb dynamoDb =
        FaultyDynamoDb.start(number -> number == 0 ? Fault.NONE : Fault.BAD_GATEWAY)) {
      TestConsumer consumer = TestConsumer.over(client(dynamoDb.uri()));

      assertThat(consumer.handle(message("a", call("cto", 1, LATE)))).containsExactly("a");

      assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(1);
      assertThat(dirty(consumer, "2026-11-23T11")).isNull();

      TestConsumer again = consumer.overTheSameTable();
      assertThat(again.handle(message("a", call("cto", 1, LATE)))).isEmpty();
      assertThat(again.cloudWatch.sum("EventsDuplicate", "")).isEqualTo(1);
      assertThat(dirty(again, "2026-11-23T11")).isEqualTo("1");
    }
  }

  @Test
  void handle_markThatFails_sendsOnlyTheLateCallBack() {
    try (FaultyDynamoDb dynamoDb =
        FaultyDynamoDb.start(number -> number < 2 ? Fault.NONE : Fault.BAD_GATEWAY)) {
      TestConsumer consumer = TestConsumer.over(client(dynamoDb.uri()));
      String body = "[" + call("cto", 1, NOW) + "," + call("cto", 2, LATE) + "]";

      assertThat(consumer.handle(message("a", body))).isEmpty();

      assertThat(consumer.cloudWatch.sum("EventsStored", "")).isEqualTo(2);
      List<TestMessage> rest = consumer.sentBack();
      assertThat(rest).hasSize(1);
      TestConsumer again = consumer.overTheSameTable();
      assertThat(again.handle(rest, 60_000)).isEmpty();
      assertThat(again.cloudWatch.sum("EventsDuplicate", "")).isEqualTo(1);
      assertThat(dirty(again, "2026-11-23T11")).isEqualTo("1");
    }
  }

  @Test
  void handle_runs_notesTheNewestEventAndTheNewestEnd() {
    TestConsumer consumer = TestConsumer.create();

    consumer.handle(
        message("a", SampleBodies.run(1, "running", NOW.minusSeconds(90))),
        message("b", SampleBodies.run(2, "succeeded", NOW.minusSeconds(60))),
        message("c", SampleBodies.run(3, "running", NOW.minusSeconds(30))));

    AgentRecord record = record(consumer, "cto");
    assertThat(record.lastRunEnd()).isEqualTo(NOW.minusSeconds(60));
    assertThat(record.lastRun())
        .satisfies(run -> assertThat(run.status()).isEqualTo(Status.RUNNING))
        .satisfies(run -> assertThat(run.timestamp()).isEqualTo(NOW.minusSeconds(30)));
    assertThat(record.lastCall()).isNull();
  }

  @Test
  void handle_agentWithABudget_countsWhatIsNewlyStored() {
    TestConsumer consumer = TestConsumer.with(Map.of("TRACEQUEUE_BUDGET_AGENTS", "cto, sre"));
    String first = call("cto", 1, NOW);

    consumer.handle(message("a", first), message("b", first), message("c", call("cto", 2, NOW)));
    consumer.handle(message("a", first), message("d", call("other", 3, NOW)));

    // 1,000,000 tokens at $1 per million, twice.
    Budget budget = budget(consumer, "cto");
    assertThat(budget.spentUsd()).isEqualByComparingTo("2");
    assertThat(budget.unpriced()).isZero();
    assertThat(budget(consumer, "other").spentUsd()).isZero();
    assertThat(consumer.tableDump()).doesNotContain("BUDGET#other");
  }

  @Test
  void handle_callWithoutAPrice_countsAsUnpriced() {
    TestConsumer consumer = TestConsumer.with(Map.of("TRACEQUEUE_BUDGET_AGENTS", "cto"));

    consumer.handle(message("a", call("cto", 1, NOW).replace("claude-haiku-4-5", "nobody-1")));

    assertThat(budget(consumer, "cto").unpriced()).isEqualTo(1);
    assertThat(budget(consumer, "cto").spentUsd()).isZero();
  }

  @Test
  void handle_counterThatFails_returnsNothing() {
    try (FaultyDynamoDb dynamoDb =
        FaultyDynamoDb.start(number -> number == 0 ? Fault.NONE : Fault.BAD_GATEWAY)) {
      TestConsumer consumer =
          TestConsumer.with(client(dynamoDb.uri()), Map.of("TRACEQUEUE_BUDGET_AGENTS", "cto"));

      assertThat(consumer.handle(message("a", call("cto", 1, NOW)))).isEmpty();

      assertThat(consumer.lines).anyMatch(line -> line.contains("\"HTTP 502\":1"));
    }
  }

  @Test
  void handle_envelopeWithDrops_keepsItsReportOnce() {
    TestConsumer consumer = TestConsumer.create();
    String envelope =
        """
        {"v":1,"producer":{"id":"sre-1","seq":7},"dropped":{"queue_full":3,"expired":1},\
        "events":[%s]}"""
            .formatted(call("sre", 1, NOW));

    consumer.handle(message("a", envelope));
    consumer.handle(message("a", envelope));

    assertThat(
            DropReports.create(
                    LocalServices.dynamoDb(),
                    new TableOptions(consumer.table, Shards.ONE, Duration.ofDays(30)))
                .between(NOW, NOW.plusSeconds(1)))
        .containsExactly(
            new DropReports.Report(NOW, "a", "sre-1", Map.of("queue_full", 3L, "expired", 1L)));
  }

  private static String call(String agent, int number, Instant timestamp) {
    return """
        {"event_id":"%s","timestamp":"%s","agent_slug":"%s","provider":"anthropic",\
        "model":"claude-haiku-4-5","input_tokens":1000000,"output_tokens":0,"latency_ms":900}"""
        .formatted(SampleBodies.eventId(number), timestamp, agent);
  }

  private static @Nullable String dirty(TestConsumer consumer, String hour) {
    AttributeValue dirty =
        LocalServices.dynamoDb()
            .getItem(
                request ->
                    request
                        .tableName(consumer.table)
                        .key(
                            Map.of(
                                "PK", AttributeValue.fromS("TYPE#period"),
                                "SK", AttributeValue.fromS(hour))))
            .item()
            .get("dirty");
    return dirty == null ? null : dirty.n();
  }

  private static AgentRecord record(TestConsumer consumer, String agent) {
    return AgentRecords.create(LocalServices.dynamoDb(), consumer.table, () -> NOW)
        .get(agent)
        .orElseThrow();
  }

  private static Budget budget(TestConsumer consumer, String agent) {
    return Budgets.create(LocalServices.dynamoDb(), consumer.table)
        .get(agent, LocalDate.ofInstant(NOW, ZoneOffset.UTC));
  }

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(LocalServices.REGION)
        .credentialsProvider(LocalServices.CREDENTIALS)
        .overrideConfiguration(AwsClients.writeLimits())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
