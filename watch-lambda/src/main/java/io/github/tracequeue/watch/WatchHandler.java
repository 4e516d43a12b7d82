// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.store.rollup.RollupJob;
import io.github.tracequeue.watch.notice.SnsNotifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The Lambda function. Runs on a schedule and ignores the event. Creates all parts. */
public final class WatchHandler implements RequestStreamHandler {

  /** The number of concurrent requests, and of connections. */
  private static final int PARALLELISM = 16;

  /** The time for one hour's recompute. With less time left, a recompute does not start. */
  private static final int LEAST_MILLIS_FOR_AN_HOUR = 60_000;

  private static final JsonMapper JSON = new JsonMapper();

  private final WatchRun run;
  private final WatchMetrics metrics;
  private final Consumer<String> log;
  private final InstantSource clock;

  /** Called by Lambda. */
  public WatchHandler() {
    this(WatchSettings.fromEnvironment(System.getenv()), System.out::println);
  }

  private WatchHandler(WatchSettings settings, Consumer<String> log) {
    // The JDK reads this property once. By default it keeps 5 idle connections.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", Integer.toString(PARALLELISM));
    }
    this.log = log;
    this.clock = InstantSource.system();
    SdkHttpClient http = UrlConnectionHttpClient.create();
    this.run =
        WatchRun.create(
            DynamoDbClient.builder()
                .httpClient(http)
                .overrideConfiguration(limits -> limits.apiCallTimeout(Duration.ofSeconds(20)))
                .build(),
            settings.table(),
            settings.limits(),
            new SnsNotifier(
                SnsClient.builder()
                    .httpClient(http)
                    .overrideConfiguration(limits -> limits.apiCallTimeout(Duration.ofSeconds(10)))
                    .build(),
                settings.targets(),
                settings.links()),
            clock,
            threads());
    this.metrics =
        new WatchMetrics(
            CloudWatchClient.builder()
                .httpClient(http)
                .overrideConfiguration(limits -> limits.apiCallTimeout(Duration.ofSeconds(10)))
                .build(),
            settings.metricsNamespace());
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    JSON.writeValue(answer, handle(context::getRemainingTimeInMillis));
  }

  /** Runs once; returns the summary. */
  private ObjectNode handle(IntSupplier remainingMillis) {
    WatchRun.Result result = run.run(() -> remainingMillis.getAsInt() >= LEAST_MILLIS_FOR_AN_HOUR);
    ObjectNode summary = summary(result);
    log.accept(summary.toString());
    metrics.send(result.limits(), clock.instant());
    return summary;
  }

  private ObjectNode summary(WatchRun.Result result) {
    RollupJob.Result rollups = result.rollups();
    LimitStep.Result limits = result.limits();
    ObjectNode summary = JSON.createObjectNode();
    summary.put("timestamp", clock.instant().toString());
    summary.put("level", limits.failures().isEmpty() ? "INFO" : "WARN");
    summary.put("message", limits.failures().isEmpty() ? "run finished" : "a notice was not sent");
    summary.put("open_calls_read", rollups.openCallsRead());
    summary.put("hours_sealed", rollups.hoursSealed());
    summary.put("hours_recomputed", rollups.hoursRecomputed());
    summary.put("sealed_through", String.valueOf(rollups.sealedThrough()));
    summary.put("complete", rollups.complete());
    summary.put("budgets_corrected", result.budgetsCorrected());
    summary.put("agents_judged", limits.agentsJudged());
    summary.put("limits_breached", limits.limitsBreached());
    summary.put("agents_overdue", limits.agentsOverdue());
    summary.put("notices_sent", limits.noticesSent());
    limits.failures().forEach(summary.withArray("failures")::add);
    return summary;
  }

  private static Executor threads() {
    return Executors.newFixedThreadPool(
        PARALLELISM,
        work -> {
          Thread thread = new Thread(work, "tracequeue-watch");
          thread.setDaemon(true);
          return thread;
        });
  }
}
