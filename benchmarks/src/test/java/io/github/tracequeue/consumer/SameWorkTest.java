// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.github.tracequeue.benchmarks.LambdaEvent;
import io.github.tracequeue.benchmarks.baseline.BaselineLambda;
import io.github.tracequeue.consumer.message.PromptHasher;
import io.github.tracequeue.testkit.contract.ContractSamples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;

/** That the baseline does the consumer's work: a comparison is fair only then. */
final class SameWorkTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:30:00Z");

  private final PrintStream stdout = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final StoredItems table = new StoredItems();
  private final BaselineLambda lambda = new BaselineLambda(table);

  @BeforeEach
  void captureMetrics() {
    EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
    System.setOut(new PrintStream(printed, true, UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(stdout);
  }

  @Test
  void baseline_ofABatch_storesTheConsumersKeysHashesAndCosts() throws IOException {
    byte[] event = LambdaEvent.ofCalls(100, NOW);
    StoredItems ofConsumer = new StoredItems();
    consumer(ofConsumer)
        .handle(
            new ByteArrayInputStream(event),
            OutputStream.nullOutputStream(),
            "request",
            Duration.ofMinutes(1));

    SQSBatchResponse response = baseline(event);

    assertThat(response.getBatchItemFailures()).isEmpty();
    assertThat(table.bySortKey()).hasSize(100).hasSameSizeAs(ofConsumer.bySortKey());
    ofConsumer
        .bySortKey()
        .forEach(
            (key, expected) -> {
              Map<String, AttributeValue> item = table.bySortKey().getOrDefault(key, Map.of());
              assertThat(item).as(key).doesNotContainKey("promptPreview");
              assertThat(item.get("PK")).as(key).isEqualTo(expected.get("PK"));
              assertThat(item.get("GSI1PK")).isEqualTo(expected.get("GSI1PK"));
              assertThat(item.get("GSI2PK")).isEqualTo(expected.get("GSI2PK"));
              assertThat(item.get("promptHash")).isEqualTo(expected.get("prompt_hash"));
              assertThat(item.get("priceRow")).isEqualTo(expected.get("price_row"));
              assertThat(dollars(item, "costUsd"))
                  .isEqualByComparingTo(dollars(expected, "cost_usd"));
            });
  }

  @Test
  void baseline_ofTheSameBatchAgain_countsDuplicates() throws IOException {
    byte[] event = LambdaEvent.ofCalls(10, NOW);
    baseline(event);
    printed.reset();

    SQSBatchResponse response = baseline(event);

    assertThat(response.getBatchItemFailures()).isEmpty();
    assertThat(table.bySortKey()).hasSize(10);
    assertThat(printed.toString(UTF_8))
        .contains("\"EventsDuplicate\":10.0", "\"EventsStored\":0.0")
        .doesNotContain("InvocationLatency");
  }

  @Test
  void baseline_ofABatch_printsTheMetricsOfEachAgentAndModel() throws IOException {
    baseline(LambdaEvent.ofCalls(8, NOW));

    assertThat(printed.toString(UTF_8).lines())
        .filteredOn(line -> line.contains("InvocationLatency"))
        .hasSize(4)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("\"Agent\"", "\"Model\"", "EstimatedCost", "InputTokenCount"));
  }

  @Test
  void baseline_ofValidBodies_returnsNone() {
    List<String> returned =
        ContractSamples.good().stream()
            .filter(sample -> !new String(sample.body(), UTF_8).contains("\"run\""))
            // Numbers of more than a thousand digits, which Jackson refuses by default.
            .filter(sample -> !sample.name().equals("unknown-fields-strange-values.json"))
            .filter(sample -> !isAccepted(sample.body()))
            .map(ContractSamples.GoodSample::name)
            .toList();

    assertThat(returned).isEmpty();
  }

  @Test
  void baseline_ofInvalidBodies_returnsAllAndStoresNone() {
    List<String> accepted =
        ContractSamples.bad().stream()
            .filter(ContractSamples.BadSample::rejectedBySchema)
            .filter(sample -> isAccepted(sample.body()))
            .map(ContractSamples.BadSample::name)
            .toList();

    assertThat(accepted).isEmpty();
    assertThat(table.bySortKey()).isEmpty();
  }

  private static BigDecimal dollars(Map<String, AttributeValue> item, String name) {
    return new BigDecimal(requireNonNull(item.get(name)).n());
  }

  private boolean isAccepted(byte[] body) {
    return lambda.handleRequest(message(body), null).getBatchItemFailures().isEmpty();
  }

  private SQSBatchResponse baseline(byte[] event) {
    return lambda.handleRequest(
        LambdaEventSerializers.serializerFor(SQSEvent.class, getClass().getClassLoader())
            .fromJson(new ByteArrayInputStream(event)),
        null);
  }

  private static SQSEvent message(byte[] body) {
    SQSMessage message = new SQSMessage();
    message.setMessageId("m1");
    message.setBody(new String(body, UTF_8));
    message.setAttributes(Map.of("SentTimestamp", Long.toString(NOW.toEpochMilli())));
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    return event;
  }

  private static ConsumerHandler consumer(StoredItems items) {
    AwsClients others = new MemoryTable().clients();
    return new ConsumerHandler(
        ConsumerSettings.fromEnvironment(
            Map.of(
                "TRACEQUEUE_TABLE", "t", "TRACEQUEUE_QUARANTINE_QUEUE_URL", "http://localhost/q")),
        new AwsClients(items, others.sqs(), others.cloudWatch()),
        PromptHasher::plain,
        line -> {},
        InstantSource.fixed(NOW));
  }
}
