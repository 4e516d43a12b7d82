// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import io.github.tracequeue.client.ClientStats;
import io.github.tracequeue.client.DropReason;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.local.LocalStack;
import io.github.tracequeue.local.PipelineSettings;
import io.github.tracequeue.query.CallStatistics;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TraceReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Sends one workload through a local stack with the real client, and reads back what became of it.
 * For one use by one thread.
 */
final class PipelineRun {
  /** The agents wait while the client holds this many: they show the pipeline, not its loss. */
  private static final int MOST_QUEUED = 1_000;

  private static final Duration GLANCE = Duration.ofMillis(200);

  /** How much longer than a failed message stays hidden nothing may move. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final LocalStack stack;
  private final PipelineSettings settings;
  private final String sessionId;
  private final MetricTotals before;
  private @Nullable Instant first;
  private @Nullable Instant last;

  /**
   * @param sessionId marks this run's calls, so that they are told from others in the table
   */
  PipelineRun(LocalStack stack, PipelineSettings settings, String sessionId) {
    this.stack = stack;
    this.settings = settings;
    this.sessionId = sessionId;
    this.before = MetricTotals.of(stack.metrics(), settings.metricsNamespace());
  }

  /** Reports each call of the workload and waits until the pipeline has dealt with all of them. */
  RunResult run(Workload workload, int eventsPerSecond, ProgressBar progress)
      throws InterruptedException {
    Pace pace = new Pace(eventsPerSecond);
    long started = System.nanoTime();
    try (TraceClient client =
        TraceClient.builder(stack.resources().eventsUrl())
            .sqsClient(() -> stack.endpoints().sqsClient())
            .build()) {
      for (Iterator<ModelCall> calls = workload.calls().iterator(); calls.hasNext(); ) {
        pace.await();
        awaitRoom(client);
        client.record(event(calls.next()));
        if (progress.isDue()) {
          progress.draw(client.stats().recorded(), metrics().stored());
        }
      }
      awaitProcessed(client, progress);
      double seconds = (System.nanoTime() - started) / 1e9;
      return result(client.stats(), seconds);
    }
  }

  private TraceEvent event(ModelCall call) {
    first = first == null || call.timestamp().isBefore(first) ? call.timestamp() : first;
    last = last == null || call.timestamp().isAfter(last) ? call.timestamp() : last;
    TraceEvent.Builder event =
        TraceEvent.builder(call.agent(), call.model())
            .provider(call.provider())
            .timestamp(call.timestamp())
            .inputTokens(call.inputTokens())
            .outputTokens(call.outputTokens())
            .latencyMillis(call.latencyMillis())
            .promptPreview(call.prompt())
            .decisionSummary(call.decision())
            .sessionId(sessionId);
    return call.errorType() == null ? event.build() : event.error(call.errorType()).build();
  }

  private static void awaitRoom(TraceClient client) throws InterruptedException {
    while (client.stats().queued() >= MOST_QUEUED) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  /** Ends when nothing is left to do, or when no failed message has come back and gone through. */
  private void awaitProcessed(TraceClient client, ProgressBar progress)
      throws InterruptedException {
    long patience = settings.events().visibilityTimeout().plus(GRACE).toNanos();
    long lastStored = -1;
    long lastMoved = System.nanoTime();
    boolean done = false;
    while (!done && System.nanoTime() - lastMoved < patience) {
      done = client.flush(GLANCE) && stack.awaitIdle(GLANCE);
      long stored = metrics().stored();
      if (stored != lastStored) {
        lastStored = stored;
        lastMoved = System.nanoTime();
      }
      if (progress.isDue()) {
        progress.draw(client.stats().recorded(), stored);
      }
    }
    progress.finish(client.stats().recorded(), metrics().stored());
  }

  private MetricTotals metrics() {
    return MetricTotals.of(stack.metrics(), settings.metricsNamespace()).since(before);
  }

  private RunResult result(ClientStats stats, double seconds) {
    CallStatistics total = new CallStatistics();
    TreeMap<String, CallStatistics> byAgent = new TreeMap<>();
    long stored =
        forEachStored(
            trace -> {
              total.add(trace);
              byAgent.computeIfAbsent(trace.agentSlug(), agent -> new CallStatistics()).add(trace);
            });
    MetricTotals metrics = metrics();
    return new RunResult(
        stats.recorded(),
        stats.delivered(),
        droppedByReason(stats),
        stored,
        metrics.duplicate(),
        metrics.quarantined(),
        metrics.sampledOut(),
        total,
        byAgent,
        metrics.inputTokens(),
        metrics.outputTokens(),
        seconds);
  }

  /** Reads this run's calls from the table, and returns how many there are. */
  private long forEachStored(Consumer<StoredTrace> each) {
    if (first == null || last == null) {
      return 0;
    }
    try (DynamoDbClient dynamoDb = stack.endpoints().dynamoDbClient();
        Stream<StoredTrace> traces =
            TraceReader.create(dynamoDb, stack.resources().table(), Shards.ONE, Clock.systemUTC())
                .traces(first, last.plusMillis(1))) {
      long stored = 0;
      for (Iterator<StoredTrace> all = traces.iterator(); all.hasNext(); ) {
        StoredTrace trace = all.next();
        if (sessionId.equals(trace.lineage().sessionId())) {
          each.accept(trace);
          stored++;
        }
      }
      return stored;
    }
  }

  private static Map<String, Long> droppedByReason(ClientStats stats) {
    TreeMap<String, Long> dropped = new TreeMap<>();
    for (DropReason reason : DropReason.values()) {
      if (stats.dropped(reason) > 0) {
        dropped.put(reason.label(), stats.dropped(reason));
      }
    }
    return dropped;
  }
}
