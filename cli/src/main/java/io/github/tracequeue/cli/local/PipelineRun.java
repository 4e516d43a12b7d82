// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import io.github.tracequeue.cli.traffic.AgentReport;
import io.github.tracequeue.cli.traffic.CallReport;
import io.github.tracequeue.cli.traffic.RunReport;
import io.github.tracequeue.cli.traffic.Traffic;
import io.github.tracequeue.client.ClientStats;
import io.github.tracequeue.client.DropReason;
import io.github.tracequeue.client.RunEvent;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.local.LocalStack;
import io.github.tracequeue.local.PipelineSettings;
import io.github.tracequeue.query.CallStatistics;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TraceReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Sends traffic through a local stack with the real client, and checks what was stored. For a
 * single use. Not thread-safe.
 */
final class PipelineRun {
  /** The agents wait while the client has this many events, so that the queue drops none. */
  private static final int MOST_QUEUED = 1_000;

  private static final Duration GLANCE = Duration.ofMillis(200);

  /** The time without progress after which the run ends, in addition to the visibility timeout. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final LocalStack stack;
  private final PipelineSettings settings;
  private final String sessionId;
  private MetricTotals before;
  private final Set<String> runIds = new HashSet<>();
  private @Nullable Instant first;
  private @Nullable Instant last;

  /**
   * @param sessionId marks this run's calls, to distinguish them from others in the table
   */
  PipelineRun(LocalStack stack, PipelineSettings settings, String sessionId) {
    this.stack = stack;
    this.settings = settings;
    this.sessionId = sessionId;
    this.before = MetricTotals.of(stack.metrics(), settings.metricsNamespace());
  }

  /**
   * Reports each call and waits until the pipeline has processed all calls. Messages of an earlier
   * run are processed first, so that the result counts only this run.
   */
  RunResult run(Traffic traffic, int eventsPerSecond, ProgressBar progress)
      throws InterruptedException {
    awaitProcessed(() -> stack.awaitIdle(GLANCE), () -> {});
    before = MetricTotals.of(stack.metrics(), settings.metricsNamespace());
    Pace pace = new Pace(eventsPerSecond);
    long started = System.nanoTime();
    // Runs use a separate client, so that calls and run events are counted separately.
    try (TraceClient calls = client();
        TraceClient runs = client()) {
      for (Iterator<AgentReport> reports = traffic.reports().iterator(); reports.hasNext(); ) {
        record(calls, runs, reports.next(), pace);
        if (progress.isDue()) {
          progress.draw(calls.stats().recorded(), stored(runs));
        }
      }
      awaitProcessed(calls, runs, progress);
      double seconds = (System.nanoTime() - started) / 1e9;
      return result(calls.stats(), runs.stats(), seconds);
    }
  }

  private TraceClient client() {
    return TraceClient.builder(stack.resources().eventsUrl())
        .sqsClient(() -> stack.endpoints().sqsClient())
        .build();
  }

  private void record(TraceClient calls, TraceClient runs, AgentReport report, Pace pace)
      throws InterruptedException {
    if (report instanceof CallReport call) {
      pace.await();
      awaitRoom(calls);
      calls.record(event(call));
    } else if (report instanceof RunReport run) {
      awaitRoom(runs);
      runs.record(event(run));
    }
  }

  private RunEvent event(RunReport run) {
    runIds.add(run.runId());
    return RunEvent.builder(run.agent(), run.runId(), run.status())
        .timestamp(run.timestamp())
        .startedAt(run.startedAt())
        .endedAt(run.endedAt())
        .summary(run.summary())
        .traceContext(run.span())
        .parentRunId(run.parentRunId())
        .build();
  }

  private TraceEvent event(CallReport call) {
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
            .runId(call.runId())
            .traceContext(call.span())
            .sessionId(sessionId);
    return call.errorType() == null ? event.build() : event.error(call.errorType()).build();
  }

  private static void awaitRoom(TraceClient client) throws InterruptedException {
    while (client.stats().queued() >= MOST_QUEUED) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private void awaitProcessed(TraceClient calls, TraceClient runs, ProgressBar progress)
      throws InterruptedException {
    awaitProcessed(
        () -> calls.flush(GLANCE) && runs.flush(GLANCE) && stack.awaitIdle(GLANCE),
        () -> {
          if (progress.isDue()) {
            progress.draw(calls.stats().recorded(), stored(runs));
          }
        });
    progress.finish(calls.stats().recorded(), stored(runs));
  }

  /** Ends when all messages are processed, or when no failed message makes progress. */
  private void awaitProcessed(Check isDone, Runnable meanwhile) throws InterruptedException {
    long patience = settings.events().visibilityTimeout().plus(GRACE).toNanos();
    long lastStored = -1;
    long lastMoved = System.nanoTime();
    boolean done = false;
    while (!done && System.nanoTime() - lastMoved < patience) {
      done = isDone.holds();
      long stored = metrics().stored();
      if (stored != lastStored) {
        lastStored = stored;
        lastMoved = System.nanoTime();
      }
      meanwhile.run();
    }
  }

  /** An estimate of the stored calls, because the metric also counts run events. */
  private long stored(TraceClient runs) {
    return Math.max(0, metrics().stored() - runs.stats().delivered());
  }

  private MetricTotals metrics() {
    return MetricTotals.of(stack.metrics(), settings.metricsNamespace()).since(before);
  }

  private RunResult result(ClientStats calls, ClientStats runs, double seconds) {
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
        calls.recorded(),
        calls.delivered(),
        droppedByReason(calls, runs),
        stored,
        runs.recorded(),
        storedRunRecords(),
        metrics.duplicate(),
        metrics.quarantined(),
        metrics.sampledOut(),
        total,
        byAgent,
        metrics.inputTokens(),
        metrics.outputTokens(),
        seconds);
  }

  /** Reads this run's calls from the table, and returns their number. */
  private long forEachStored(Consumer<StoredTrace> each) {
    if (first == null || last == null) {
      return 0;
    }
    try (DynamoDbClient dynamoDb = stack.endpoints().dynamoDbClient();
        Stream<StoredTrace> traces = reader(dynamoDb).traces(first, last.plusMillis(1))) {
      long stored = 0;
      for (Iterator<StoredTrace> all = traces.iterator(); all.hasNext(); ) {
        StoredTrace trace = all.next();
        if (sessionId.equals(trace.links().sessionId())) {
          each.accept(trace);
          stored++;
        }
      }
      return stored;
    }
  }

  /** The number of stored run events; a run's item lists each of its events. */
  private long storedRunRecords() {
    try (DynamoDbClient dynamoDb = stack.endpoints().dynamoDbClient();
        Stream<StoredRun> runs = reader(dynamoDb).runs()) {
      return runs.filter(run -> runIds.contains(run.runId()))
          .mapToLong(run -> run.eventIds().size())
          .sum();
    }
  }

  private TraceReader reader(DynamoDbClient dynamoDb) {
    return TraceReader.create(dynamoDb, stack.resources().table(), Shards.ONE, Clock.systemUTC());
  }

  private static Map<String, Long> droppedByReason(ClientStats calls, ClientStats runs) {
    TreeMap<String, Long> dropped = new TreeMap<>();
    for (DropReason reason : DropReason.values()) {
      long count = calls.dropped(reason) + runs.dropped(reason);
      if (count > 0) {
        dropped.put(reason.label(), count);
      }
    }
    return dropped;
  }

  /** Waits briefly. */
  private interface Check {
    boolean holds() throws InterruptedException;
  }
}
