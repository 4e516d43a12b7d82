// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestHandler;
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
import io.github.tracequeue.benchmarks.plain.PlainLambda;
import io.github.tracequeue.consumer.message.MessageParser;
import io.github.tracequeue.consumer.message.PromptHasher;
import io.github.tracequeue.consumer.metrics.InvocationMetrics;
import io.github.tracequeue.consumer.metrics.MetricDetail;
import io.github.tracequeue.consumer.metrics.MetricDimensions;
import io.github.tracequeue.consumer.metrics.MetricsSender;
import io.github.tracequeue.consumer.metrics.ModelCall;
import io.github.tracequeue.consumer.metrics.PipelineMetric;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.agent.DropReports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;

/**
 * The CPU time of a handler per event, with a table in memory or with the SDK and canned responses.
 * In the consumer's package, because the handler's constructor for other services is
 * package-private.
 */
public final class CostPerEvent {

  private static final Instant NOW = Instant.parse("2026-11-23T12:30:00Z");
  private static final int ROUNDS = 5;

  private CostPerEvent() {}

  private interface Batch {
    void handle(byte[] event) throws IOException;
  }

  /**
   * Arguments: {@code consumer|envelope|baseline|plain}, or {@code tokens|items|metrics} for a part
   * of the work; {@code memory|canned}, the table; the number of calls in a batch; the number of
   * calls of the warm-up; and the seconds to measure. The last line contains the CPU time per call
   * in microseconds, as the median of five rounds.
   */
  public static void main(String[] args) throws IOException {
    PrintStream output = System.out;
    // What a handler prints costs its formatting, and not the time of this process's output.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    MeasuredTable table =
        switch (args[1]) {
          case "memory" -> new MemoryTable();
          case "canned" -> new CannedTable();
          default -> throw new IllegalArgumentException(args[1]);
        };
    int calls = Integer.parseInt(args[2]);
    byte[] event =
        args[0].equals("envelope")
            ? LambdaEvent.ofEnvelope(calls, NOW)
            : LambdaEvent.ofCalls(calls, NOW);
    Batch handler =
        switch (args[0]) {
          case "consumer", "envelope" -> consumer(table);
          case "baseline" -> baseline(table);
          case "plain" -> asByTheRuntime(new PlainLambda(table.dynamoDb()));
          case "tokens" -> tokens();
          case "items" -> items(table.dynamoDb(), event);
          case "metrics" -> metrics(table, calls);
          default -> throw new IllegalArgumentException(args[0]);
        };
    warmUp(handler, event, Integer.parseInt(args[3]) / calls);
    double[] micros = new double[ROUNDS];
    long stored = 0;
    for (int i = 0; i < ROUNDS; i++) {
      micros[i] = round(handler, table, event, Double.parseDouble(args[4]) / ROUNDS) / calls;
      stored += table.stored();
    }
    Arrays.sort(micros);
    output.printf(
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
  private static double round(Batch handler, MeasuredTable table, byte[] event, double seconds)
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

  private static Batch consumer(MeasuredTable table) {
    ConsumerHandler handler =
        new ConsumerHandler(
            settings(), table.clients(), PromptHasher::plain, line -> {}, InstantSource.fixed(NOW));
    return event ->
        handler.handle(
            new ByteArrayInputStream(event),
            new ByteArrayOutputStream(),
            "request",
            Duration.ofMinutes(1));
  }

  private static Batch baseline(MeasuredTable table) {
    // Its metrics library would look for another environment than Lambda.
    EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
    return asByTheRuntime(new BaselineLambda(table.dynamoDb()));
  }

  /** Calls a handler like the runtime client. */
  private static Batch asByTheRuntime(RequestHandler<SQSEvent, SQSBatchResponse> handler) {
    ClassLoader loader = handler.getClass().getClassLoader();
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
  private static Batch items(DynamoDbClient table, byte[] event) throws IOException {
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

  /** Only records, closes and sends the metrics of an invocation with this number of calls. */
  private static Batch metrics(MeasuredTable table, int calls) {
    MetricDimensions dimensions = MetricDimensions.of(MetricDetail.FULL, Set.of(), 1_000, 100);
    MetricsSender sender =
        MetricsSender.create(
            table.clients().cloudWatch(), "Tracequeue/bench", line -> {}, System::nanoTime);
    ModelCall call =
        new ModelCall("cto", "model", NOW, 900, BigDecimal.valueOf(5, 3), 1_000, 100, false);
    return unused -> {
      InvocationMetrics metrics = InvocationMetrics.begin(dimensions, InstantSource.fixed(NOW));
      for (int i = 0; i < calls; i++) {
        metrics.record(call);
      }
      metrics.add(PipelineMetric.EVENTS_STORED, calls);
      sender.send(metrics.end(), Duration.ofSeconds(1));
    };
  }

  private static ConsumerSettings settings() {
    return ConsumerSettings.fromEnvironment(
        Map.of("TRACEQUEUE_TABLE", "t", "TRACEQUEUE_QUARANTINE_QUEUE_URL", "http://localhost/q"));
  }
}
