// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of an agent: its start, its end, and the model calls that belong to it. Thread-safe. A
 * run that is closed without {@link #succeed} has failed, so an exception that leaves a try block
 * makes the run fail.
 */
public final class Run implements AutoCloseable {
  private final TraceClient client;
  private final String agentSlug;
  private final TraceContext context;
  private final @Nullable String parentRunId;
  private final Instant startedAt;
  private final String runId;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable RunLimit limit;

  private Run(
      TraceClient client,
      String agentSlug,
      TraceContext context,
      @Nullable String parentRunId,
      Instant startedAt) {
    this.client = client;
    this.agentSlug = agentSlug;
    this.context = context;
    this.parentRunId = parentRunId;
    this.startedAt = startedAt;
    this.runId = idOf(startedAt, context.spanId());
  }

  static Run start(
      TraceClient client, String agentSlug, TraceContext context, @Nullable String parentRunId) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var run = new Run(client, agentSlug, context, parentRunId, now);
    client.record(run.event(RunStatus.RUNNING).timestamp(now).build());
    return run;
  }

  /** The agent. */
  public String agentSlug() {
    return agentSlug;
  }

  /** The run's id: when it started, and its span's id. */
  public String runId() {
    return runId;
  }

  /** The run's span, the parent of its calls. */
  public TraceContext context() {
    return context;
  }

  /** The header {@code traceparent} for a request that delegates work to another process. */
  public String traceparent() {
    return context.traceparent();
  }

  /**
   * Makes this run the calling thread's {@link CurrentRun} until the scope is closed, so that
   * adapters add the thread's calls to it.
   */
  public CurrentRun.Scope makeCurrent() {
    return CurrentRun.set(this);
  }

  /** Starts a run of another agent in this process, to which this run delegates work. */
  public Run startRun(String otherAgentSlug) {
    return start(client, otherAgentSlug, context.child(), runId);
  }

  /**
   * Stops a runaway without any I/O: from now on {@link #newCall} and {@link #call} throw {@link
   * RunLimitException}, before the model is called, once the run has used up one of these. Calls of
   * runs that this run starts do not count. Replaces limits that were set before.
   *
   * @param maxCalls how many calls the run may make; 0 for no limit
   * @param maxTokens how many tokens they may use, as they are recorded; 0 for no limit
   * @param maxSamePrompt how many calls in a row may have the same prompt; 0 for no limit
   * @throws IllegalArgumentException if one of them is negative
   */
  public Run limit(long maxCalls, long maxTokens, int maxSamePrompt) {
    limit = new RunLimit(maxCalls, maxTokens, maxSamePrompt);
    return this;
  }

  /**
   * A builder of the run's next call, with its number as the tag {@code call} and its own span.
   *
   * @throws RunLimitException if {@link #limit} was set and is reached
   */
  public TraceEvent.Builder newCall(String model) {
    TraceEvent.Builder event = TraceEvent.builder(agentSlug, model);
    RunLimit current = limit;
    if (current != null) {
      current.begin();
      event.whenBuilt(current::count);
    }
    return event
        .runId(runId)
        .traceContext(context.child())
        .tag("call", Long.toString(calls.incrementAndGet()));
  }

  /**
   * Calls a model, measures how long it takes, and records it with what {@code describe} adds from
   * the response. If the call throws, it is recorded as an error and the exception is rethrown. If
   * {@code describe} throws, the response is still returned, and the event is recorded with the
   * fields set so far, with the error type {@code describe: } and the exception's name. Adapters
   * below stay silent meanwhile.
   *
   * @throws RunLimitException if {@link #limit} was set and is reached; nothing is recorded then
   */
  public <T> T call(
      String model, Callable<T> call, BiConsumer<? super TraceEvent.Builder, ? super T> describe)
      throws Exception {
    TraceEvent.Builder event = newCall(model).inputTokens(0).outputTokens(0);
    long start = System.nanoTime();
    CallClaim claim = CallClaim.takeAll("run");
    T response;
    try {
      response = call.call();
    } catch (Throwable t) {
      recordFailed(event.latencySince(start), "", t);
      throw t;
    } finally {
      claim.release(false);
    }
    event.latencySince(start);
    try {
      describe.accept(event, response);
    } catch (Throwable t) {
      // The agent gets the model's response even if describe fails.
      recordFailed(event, "describe: ", t);
      if (t instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return response;
    }
    client.record(event.build());
    return response;
  }

  private void recordFailed(TraceEvent.Builder event, String what, Throwable cause) {
    event.error(what + cause.getClass().getName());
    try {
      event.errorMessage(cause.getMessage());
    } catch (RuntimeException e) {
      // The exception's getMessage() failed.
    }
    client.record(event.build());
  }

  /**
   * Ends the run as succeeded, with a summary of what it did. Only the first end of a run counts.
   */
  public void succeed(@Nullable String summary) {
    end(RunStatus.SUCCEEDED, summary);
  }

  /** Ends the run as failed, with what went wrong. Only the first end of a run counts. */
  public void fail(@Nullable String summary) {
    end(RunStatus.FAILED, summary);
  }

  /** Ends the run as failed if it has not ended. */
  @Override
  public void close() {
    end(RunStatus.FAILED, null);
  }

  private void end(RunStatus status, @Nullable String summary) {
    if (ended.compareAndSet(false, true)) {
      Instant now = Instant.now();
      Instant endedAt = now.isBefore(startedAt) ? startedAt : now;
      client.record(event(status).timestamp(endedAt).endedAt(endedAt).summary(summary).build());
    }
  }

  private RunEvent.Builder event(RunStatus status) {
    return RunEvent.builder(agentSlug, runId, status)
        .startedAt(startedAt)
        .traceContext(context)
        .parentRunId(parentRunId);
  }

  private static String idOf(Instant startedAt, String spanId) {
    String text = startedAt.toString();
    String millis = text.length() == 20 ? text.substring(0, 19) + ".000Z" : text;
    return millis + '#' + spanId;
  }
}
