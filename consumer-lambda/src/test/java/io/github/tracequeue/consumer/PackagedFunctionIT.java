// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.FaultyDynamoDb.Fault;
import io.github.tracequeue.consumer.TestConsumer.TestMessage;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TraceReader;
import io.github.tracequeue.testkit.DynamoDbLocal;
import io.github.tracequeue.testkit.lambda.InvocationResult;
import io.github.tracequeue.testkit.lambda.InvocationResult.Answer;
import io.github.tracequeue.testkit.lambda.InvocationResult.Failure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar under AWS's runtime client, killed and frozen. */
final class PackagedFunctionIT {

  private static final String NOTHING_FAILED = "{\"batchItemFailures\":[]}";

  private final String table = LocalServices.newTable();
  private final String quarantineUrl = LocalServices.newQueue();
  private final MetricsEndpoint cloudWatch = new MetricsEndpoint();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    cloudWatch.close();
  }

  @Test
  void invoke_aBatch_isStoredMeteredAndLoggedAsJson() throws Exception {
    List<TestMessage> batch = messages(0, 20);
    batch.add(new TestMessage("bad", "not JSON"));
    try (FunctionProcess function = start(DynamoDbLocal.endpoint(), Map.of())) {
      assertThat(invoke(function, batch)).isEqualTo(NOTHING_FAILED);

      assertThat(traces()).hasSize(20);
      assertThat(cloudWatch.sum("EventsStored", "")).isEqualTo(20);
      assertThat(cloudWatch.sum("EventsQuarantined", "")).isEqualTo(1);
      assertThat(function.awaitLine()).startsWith("{\"timestamp\":").contains("\"stored\":20");
      assertThat(function.isQuiet()).isTrue();
    }
  }

  @Test
  void invoke_afterAKillInMidBatch_storesTheRestAndCountsEachOnce() throws Exception {
    List<TestMessage> batch = messages(0, 40);
    try (FaultyDynamoDb slow =
            FaultyDynamoDb.start(number -> number < 20 ? Fault.NONE : Fault.HANGS);
        FunctionProcess function = start(slow.uri(), Map.of())) {
      CompletableFuture<InvocationResult> killed =
          CompletableFuture.supplyAsync(() -> result(function, batch));
      slow.awaitDone(20);
      function.kill();
      assertThat(killed.get(60, TimeUnit.SECONDS)).isInstanceOf(Failure.class);
    }
    try (FunctionProcess function = start(DynamoDbLocal.endpoint(), Map.of())) {
      assertThat(invoke(function, batch)).isEqualTo(NOTHING_FAILED);
      assertThat(function.awaitLine()).isNotNull();
      assertThat(function.isQuiet()).isTrue();
    }

    assertThat(traces()).hasSize(40);
    // The killed process could not count what it had stored: the second one sees duplicates.
    double stored = cloudWatch.sum("EventsStored", "");
    double duplicate = cloudWatch.sum("EventsDuplicate", "");
    assertThat(stored + duplicate).isEqualTo(40);
    assertThat(duplicate).isGreaterThanOrEqualTo(20);
  }

  @Test
  void invoke_frozenBetweenInvocations_metersBothCompletely() throws Exception {
    try (FunctionProcess function = start(DynamoDbLocal.endpoint(), Map.of())) {
      assertThat(invoke(function, messages(0, 30))).isEqualTo(NOTHING_FAILED);
      function.environment().ready().get(30, TimeUnit.SECONDS);
      assertThat(new CountDownLatch(1).await(freezeSeconds(), TimeUnit.SECONDS)).isFalse();
      assertThat(invoke(function, messages(30, 30))).isEqualTo(NOTHING_FAILED);
    }

    List<StoredTrace> traces = traces();
    assertThat(traces).hasSize(60);
    assertThat(cloudWatch.sum("EventsStored", "")).isEqualTo(60);
    assertThat(
            cloudWatch.sum("InputTokenCount", "cto")
                + cloudWatch.sum("InputTokenCount", "sre")
                + cloudWatch.sum("InputTokenCount", "security")
                + cloudWatch.sum("InputTokenCount", "cost"))
        .isEqualTo(traces.stream().mapToDouble(trace -> trace.tokens().input()).sum());
  }

  @Test
  void start_withSnapStart_callsNothingBeforeTheFirstInvocation() throws Exception {
    try (FaultyDynamoDb dynamoDb = FaultyDynamoDb.start(number -> Fault.NONE);
        FunctionProcess function =
            start(dynamoDb.uri(), Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"))) {
      function.environment().ready().get(60, TimeUnit.SECONDS);

      assertThat(dynamoDb.writes()).isZero();
      assertThat(cloudWatch.requests()).isEmpty();
      assertThat(function.isQuiet()).isTrue();
      assertThat(invoke(function, messages(0, 5))).isEqualTo(NOTHING_FAILED);
      assertThat(traces()).hasSize(5);
    }
  }

  private FunctionProcess start(URI dynamoDb, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TRACEQUEUE_TABLE", table);
    environment.put("TRACEQUEUE_QUARANTINE_QUEUE_URL", quarantineUrl);
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    environment.put("AWS_ENDPOINT_URL_SQS", LocalServices.sqsEndpoint().toString());
    environment.put("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.uri().toString());
    environment.putAll(more);
    return FunctionProcess.start(folder, environment);
  }

  private static String invoke(FunctionProcess function, List<TestMessage> batch) {
    return result(function, batch).match(Answer::payload, Failure::message);
  }

  private static InvocationResult result(FunctionProcess function, List<TestMessage> batch) {
    try {
      return function.environment().invoke(new String(TestConsumer.event(batch), UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<StoredTrace> traces() {
    return TraceReader.create(LocalServices.dynamoDb(), table, Shards.ONE, InstantSource.system())
        .traces(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"))
        .toList();
  }

  /** Bare events of now, so that their metrics are taken. */
  private static List<TestMessage> messages(int from, int count) {
    return new ArrayList<>(
        IntStream.range(from, from + count)
            .mapToObj(
                i ->
                    new TestMessage(
                        new UUID(7, i).toString(), SampleBodies.typical(i, Instant.now())))
            .toList());
  }

  private static long freezeSeconds() {
    return Long.getLong("freeze.seconds", 2);
  }
}
