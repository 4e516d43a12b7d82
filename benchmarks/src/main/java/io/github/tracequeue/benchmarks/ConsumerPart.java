// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.benchmarks.baseline.BaselineLambda;
import io.github.tracequeue.benchmarks.plain.PlainLambda;
import io.github.tracequeue.consumer.ConsumerHandler;
import io.github.tracequeue.consumer.CostPerEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares the consumer with a baseline that does the same work, and with one that does less. */
final class ConsumerPart {
  static final String CONSUMER = "Tracequeue";
  static final String BASELINE = "the baseline";
  static final String PLAIN = "a plain handler, which does less";
  static final String TOKENS = "jackson-core over both layers of JSON, and nothing else";
  static final String ITEMS = "the items and the SDK's requests, and nothing else";
  static final String METRICS = "the metrics of one invocation, and nothing else";
  static final String COLD = "cold start, batch of 10";

  /** The numbers of messages in a batch, with one call each. */
  static final List<Integer> SIZES = List.of(1, 10, 100, 1_000);

  private static final int COLD_CALLS = 10;

  /** Where the calls are stored. */
  enum Table {
    MEMORY("table in memory"),
    CANNED("SDK with canned responses");

    private final String title;

    Table(String title) {
      this.title = title;
    }
  }

  private ConsumerPart() {}

  static String batchOf(int calls, Table table) {
    String messages = calls == 1 ? "1 message" : String.format(Locale.ROOT, "%,d messages", calls);
    return messages + ", " + table.title;
  }

  static String envelopeOf(int calls, Table table) {
    return String.format(Locale.ROOT, "one message of %,d calls, %s", calls, table.title);
  }

  static List<Row> processorTime(Lab lab) throws IOException, InterruptedException {
    Rows rows = new Rows();
    for (int fork = 0; fork < lab.either(1, 3); fork++) {
      for (Table table : Table.values()) {
        for (int calls : SIZES) {
          String condition = batchOf(calls, table);
          lab.say(condition + ", fork " + (fork + 1));
          cost(lab, "consumer", table, calls, CONSUMER, condition, rows);
          cost(lab, "baseline", table, calls, BASELINE, condition, rows);
          cost(lab, "plain", table, calls, PLAIN, condition, rows);
        }
        cost(lab, "envelope", table, 100, CONSUMER, envelopeOf(100, table), rows);
        cost(lab, "metrics", table, 1, METRICS, batchOf(1, table), rows);
        cost(lab, "items", table, 100, ITEMS, batchOf(100, table), rows);
      }
      cost(lab, "tokens", Table.MEMORY, 100, TOKENS, batchOf(100, Table.MEMORY), rows);
    }
    return rows.all();
  }

  static void cost(
      Lab lab, String how, Table table, int calls, String subject, String condition, Rows rows)
      throws IOException, InterruptedException {
    JsonNode result =
        Fork.run(
            classPath(lab, how),
            CostPerEvent.class,
            // Lambda's collector.
            List.of("-Xmx1g", "-XX:+UseSerialGC"),
            Duration.ofSeconds(90),
            how,
            table.name().toLowerCase(Locale.ROOT),
            calls,
            lab.either(2_000, Math.min(300_000, 30_000 * calls)),
            lab.either(1, 3));
    rows.add(subject, condition, "CPU a call", "µs", result.get("micros").asDouble());
    if (!List.of("tokens", "metrics").contains(how)) {
      double share = result.get("stored").asDouble() / result.get("handed").asDouble();
      rows.add(subject, condition, "stored", "%", 100 * share);
    }
  }

  /** Only the baseline's has Powertools, which adds an interceptor to every SDK client. */
  private static String classPath(Lab lab, String how) throws IOException {
    if (!how.equals("baseline")) {
      return Java.classPath();
    }
    Path powertools = lab.root().resolve("benchmarks/target/powertools.txt");
    return Java.classPath() + File.pathSeparator + Files.readString(powertools).strip();
  }

  static List<Row> coldStart(Lab lab) throws IOException, InterruptedException {
    Rows rows = new Rows();
    Path ours = lab.root().resolve("consumer-lambda/target/consumer-lambda.jar");
    Path baseline = lab.root().resolve("benchmarks/target/baseline-lambda.jar");
    Path plain = lab.root().resolve("benchmarks/target/plain-lambda.jar");
    try (UnpackedJar oursUnpacked = UnpackedJar.of(ours);
        UnpackedJar baselineUnpacked = UnpackedJar.of(baseline);
        UnpackedJar plainUnpacked = UnpackedJar.of(plain)) {
      int counted = lab.either(1, 10);
      // The first start of each reads its files from disk and is not counted.
      for (int fork = 0; fork <= counted; fork++) {
        lab.say(fork == 0 ? "not counted" : "fork " + fork);
        Rows to = fork == 0 ? new Rows() : rows;
        cold(lab, oursUnpacked, ConsumerHandler.class.getName(), CONSUMER, to);
        cold(lab, baselineUnpacked, BaselineLambda.class.getName(), BASELINE, to);
        cold(lab, plainUnpacked, PlainLambda.class.getName(), PLAIN, to);
      }
    }
    rows.add(CONSUMER, COLD, "jar", "MB", ours.toFile().length() / 1e6);
    rows.add(BASELINE, COLD, "jar", "MB", baseline.toFile().length() / 1e6);
    rows.add(PLAIN, COLD, "jar", "MB", plain.toFile().length() / 1e6);
    return rows.all();
  }

  private static void cold(Lab lab, UnpackedJar function, String handler, String subject, Rows rows)
      throws IOException, InterruptedException {
    Sink sink = lab.sink();
    sink.mode(SinkServer.Mode.OK);
    sink.reset();
    Map<String, String> environment =
        Map.of(
            "TRACEQUEUE_TABLE", "team-activity",
            "TRACEQUEUE_QUARANTINE_QUEUE_URL", SyncSqs.queueUrl(sink.url()),
            "AWS_ENDPOINT_URL", sink.url());
    byte[] event = LambdaEvent.ofCalls(COLD_CALLS, Instant.now());
    FunctionStart start =
        FunctionStart.measure(function, handler, environment, new String(event, UTF_8));
    Sink.Counts counts = sink.counts();
    rows.add(
        subject,
        COLD,
        "first batch stored",
        "ms",
        (double) (counts.writtenMillis() - start.beganMillis()));
    rows.add(
        subject, COLD, "answered", "ms", (double) (start.answeredMillis() - start.beganMillis()));
    rows.add(subject, COLD, "CPU", "ms", (double) start.cpuMillis());
    if (start.peakBytes() > 0) {
      rows.add(subject, COLD, "peak memory", "MB", start.peakBytes() / 1e6);
    }
    rows.add(subject, COLD, "stored", "%", 100.0 * counts.unique() / COLD_CALLS);
  }
}
