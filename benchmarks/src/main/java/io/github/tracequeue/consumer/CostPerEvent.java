// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.management.OperatingSystemMXBean;
import io.github.tracequeue.benchmarks.LambdaEvent;
import io.github.tracequeue.benchmarks.baseline.BaselineLambda;
import io.github.tracequeue.consumer.message.MessageParser;
import io.github.tracequeue.consumer.message.PromptHasher;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.agent.DropReports;
import io.github.tracequeue.testkit.InMemoryDynamoDb;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The CPU time of a handler per event, with a table in memory. In the consumer's package, because
 * the handler's constructor for other services is package-private.
 */
public final class CostPerEvent {

  private static final Instant NOW = Instant.parse("2026-11-23T12:30:00Z");
  private static final int ROUNDS = 5;

  private CostPerEvent() {}

  private interface Batch {
    void handle(byte[] event) throws IOException;
  }

  /**
   * Arguments: {@code consumer|envelope|baseline}, or {@code tokens|items} for a part of the work;
   * the number of calls in a batch; the number of calls of the warm-up; and the seconds to measure.
   * The last line contains the CPU time per call in microseconds, as the median of five rounds.
   */
  public static void main(String[] args) throws IOException {
    InMemoryDynamoDb table = new InMemoryDynamoDb();
    int calls = Integer.parseInt(args[1]);
    byte[] event =
        args[0].equals("envelope")
            ? LambdaEvent.ofEnvelope(calls, NOW)
            : LambdaEvent.ofCalls(calls, NOW);
    Batch handler =
        switch (args[0]) {
          case "consumer", "envelope" -> consumer(table);
          case "baseline" -> baseline(table);
          case "tokens" -> tokens();
          case "items" -> items(table, event);
          default -> throw new IllegalArgumentException(args[0]);
        };
    warmUp(handler, event, Integer.parseInt(args[2]) / calls);
    double[] micros = new double[ROUNDS];
    long stored = 0;
    for (int i = 0; i < ROUNDS; i++) {
      micros[i] = round(handler, table, event, Double.parseDouble(args[3]) / ROUNDS) / calls;
      stored += table.size();
    }
    Arrays.sort(micros);
    System.out.printf(
        Locale.ROOT,
        "RESULT {\"micros\":%.3f,\"handed\":%d,\"stored\":%d}%n",
        micros[ROUNDS / 2],
        (long) calls * ROUNDS,
        stored);
  }

  /** The warm-up counts calls, so that a slow machine also measures compiled code. */
  private static void warmUp(Batch handler, byte[] event, int batches) throws IOException {
    for (int i = 0; i < Math.max(1, batches); i++) {
      handler.handle(event);
    }
  }

  /** The CPU time per batch in microseconds. */
  private static double round(Batch handler, InMemoryDynamoDb table, byte[] event, double seconds)
      throws IOException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long start = system.getProcessCpuTime();
    int batches = 0;
    do {
      table.clear();
      handler.handle(event);
      batches++;
    } while (System.nanoTime() < end);
    return (system.getProcessCpuTime() - start) / 1e3 / batches;
  }

  private static Batch consumer(InMemoryDynamoDb table) {
    ConsumerHandler handler =
        new ConsumerHandler(
            settings(),
            new AwsClients(table, new NoQueue(), new NoCloudWatch()),
            PromptHasher::plain,
            line -> {},
            InstantSource.fixed(NOW));
    return event ->
        handler.handle(
            new ByteArrayInputStream(event),
            new ByteArrayOutputStream(),
            "request",
            Duration.ofMinutes(1));
  }

  /** Calls the handler like the runtime client. */
  private static Batch baseline(InMemoryDynamoDb table) {
    BaselineLambda handler = new BaselineLambda(table);
    ClassLoader loader = BaselineLambda.class.getClassLoader();
    PojoSerializer<SQSEvent> events = LambdaEventSerializers.serializerFor(SQSEvent.class, loader);
    PojoSerializer<SQSBatchResponse> answers =
        LambdaEventSerializers.serializerFor(SQSBatchResponse.class, loader);
    return event ->
        answers.toJson(
            handler.handleRequest(events.fromJson(new ByteArrayInputStream(event)), null),
            new ByteArrayOutputStream());
  }

  /** Only parses both layers of JSON with the consumer's parser. */
  private static Batch tokens() {
    JsonFactory json = new JsonFactory();
    return event -> {
      int tokens = 0;
      try (JsonParser parser = json.createParser(event)) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          tokens++;
          if (token == JsonToken.VALUE_STRING && parser.currentName().equals("body")) {
            tokens += tokensOf(json, parser);
          }
        }
      }
      if (tokens == 0) {
        throw new IOException("an event without tokens");
      }
    };
  }

  private static int tokensOf(JsonFactory json, JsonParser body) throws IOException {
    int tokens = 0;
    try (JsonParser parser =
        json.createParser(body.getTextCharacters(), body.getTextOffset(), body.getTextLength())) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  /** Only creates the items and requests of calls that were parsed and priced before. */
  private static Batch items(InMemoryDynamoDb table, byte[] event) throws IOException {
    ConsumerSettings settings = settings();
    TraceStore store = TraceStore.create(table, settings.table(), InstantSource.fixed(NOW));
    BatchPlan plan =
        BatchPlan.of(
            SqsEventReader.read(
                new ByteArrayInputStream(event), new MessageParser(PromptHasher.plain()), NOW),
            new CallPricing(settings.prices()),
            settings.sampling(),
            DropReports.create(table, settings.table()));
    return unused -> plan.events().forEach(planned -> planned.write(store, "attempt"));
  }

  private static ConsumerSettings settings() {
    return ConsumerSettings.fromEnvironment(
        Map.of("TRACEQUEUE_TABLE", "t", "TRACEQUEUE_QUARANTINE_QUEUE_URL", "http://localhost/q"));
  }

  private static final class NoCloudWatch implements CloudWatchClient {
    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
      return PutMetricDataResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static final class NoQueue implements SqsClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
