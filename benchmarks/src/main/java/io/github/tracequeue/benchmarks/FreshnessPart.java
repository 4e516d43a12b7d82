// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The time from {@code record} until the query API returns the call, in the local pipeline, with
 * one call at a time.
 */
final class FreshnessPart {
  static final String TOTAL = "from record to visible";
  static final String CLIENT = "client: until SQS has the message";
  static final String QUEUE = "SQS and the batching window: until the consumer starts";
  static final String CONSUMER = "consumer: until the API returns the call";
  static final String READ = "of which the API's response";

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int POLL_MILLIS = 5;

  /** The pauses between calls vary, so that calls meet the batching window at any time of it. */
  private static final int MAX_PAUSE_MILLIS = 2_000;

  private final LocalPipeline pipeline;
  private final SendTimes sends = new SendTimes();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, List<Double>> millis = new LinkedHashMap<>();

  private FreshnessPart(LocalPipeline pipeline) {
    this.pipeline = pipeline;
  }

  static List<Row> measure(Lab lab) throws IOException, InterruptedException {
    try (LocalPipeline pipeline = LocalPipeline.start(lab.root())) {
      return new FreshnessPart(pipeline).measure(lab.either(5, 100), lab);
    }
  }

  private List<Row> measure(int calls, Lab lab) throws IOException, InterruptedException {
    Random pauses = new Random(7);
    try (TraceClient client =
        TraceClient.builder(pipeline.variable("TRACEQUEUE_QUEUE_URL"))
            .sqsClient(this::sqs)
            .build()) {
      // The first call starts the consumer's process and is not counted.
      for (int call = 0; call <= calls; call++) {
        TimeUnit.MILLISECONDS.sleep(pauses.nextInt(MAX_PAUSE_MILLIS));
        if (call == 1) {
          millis.clear();
        }
        measure(client, Call.of(call));
        if (call % 10 == 0) {
          lab.say(call + " of " + calls + " calls");
        }
      }
    }
    Rows rows = new Rows();
    millis.forEach((part, values) -> add(rows, part, values));
    return rows.all();
  }

  private void measure(TraceClient client, Call call) throws IOException, InterruptedException {
    TraceEvent event =
        TraceEvent.builder(call.agent(), Call.MODEL)
            .provider(Call.PROVIDER)
            .inputTokens(call.inputTokens())
            .outputTokens(call.outputTokens())
            .latencyMillis(call.latencyMillis())
            .responseId(call.responseId())
            .build();
    Instant recorded = Instant.now();
    client.record(event);
    Duration read = awaitVisible(call.responseId());
    Instant visible = Instant.now();
    Instant sent = sends.last();
    Instant started = consumerStart(sent);
    add(TOTAL, Duration.between(recorded, visible));
    add(CLIENT, Duration.between(recorded, sent));
    add(QUEUE, Duration.between(sent, started));
    add(CONSUMER, Duration.between(started, visible));
    add(READ, read);
  }

  /** Asks the API until it returns the call; returns the duration of that request. */
  private Duration awaitVisible(String responseId) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(pipeline.viewer().resolve("traces?limit=10&totals=none"))
            .timeout(Duration.ofSeconds(5))
            .build();
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      long start = System.nanoTime();
      String body = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8)).body();
      if (body.contains(responseId)) {
        return Duration.ofNanos(System.nanoTime() - start);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IOException(responseId + " was not visible after " + PATIENCE);
  }

  /** When the consumer started to process a message that SQS had at this time, by its log. */
  private Instant consumerStart(Instant sent) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      for (String line : Files.readAllLines(pipeline.consumerLog(), UTF_8)) {
        int at = line.indexOf("{\"timestamp\"");
        if (at >= 0 && line.contains("\"batch done\"")) {
          JsonNode entry = MAPPER.readTree(line.substring(at));
          Instant done = Instant.parse(entry.required("timestamp").textValue());
          if (done.isAfter(sent)) {
            return done.minusMillis(entry.required("duration_ms").longValue());
          }
        }
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IOException("no batch in the consumer's log " + pipeline.consumerLog());
  }

  private void add(String part, Duration duration) {
    millis.computeIfAbsent(part, key -> new ArrayList<>()).add(duration.toNanos() / 1e6);
  }

  private static void add(Rows rows, String part, List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    String subject = Subject.TRACEQUEUE.title();
    rows.add(subject, part, "p50", "ms", sorted[sorted.length / 2]);
    rows.add(subject, part, "p99", "ms", sorted[(int) Math.ceil(sorted.length * 0.99) - 1]);
    rows.add(subject, part, "longest", "ms", sorted[sorted.length - 1]);
  }

  private SqsClient sqs() {
    return SqsClient.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .endpointOverride(URI.create(pipeline.variable("AWS_ENDPOINT_URL_SQS")))
        .region(Region.of(pipeline.variable("AWS_REGION")))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .overrideConfiguration(config -> config.addExecutionInterceptor(sends))
        .build();
  }

  /** Notes when SQS has answered. */
  private static final class SendTimes implements ExecutionInterceptor {
    private volatile Instant last = Instant.EPOCH;

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      last = Instant.now();
    }

    Instant last() {
      return last;
    }
  }
}
