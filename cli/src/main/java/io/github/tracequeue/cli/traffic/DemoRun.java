// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import io.github.tracequeue.client.RunStatus;
import io.github.tracequeue.client.TraceContext;
import io.github.tracequeue.store.Timestamps;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An unfinished run of a demo agent. Not thread-safe. */
final class DemoRun {
  final DemoAgent agent;
  final String prompt;
  final @Nullable DemoRun starter;
  private final TraceContext span;
  private @Nullable Instant startedAt;
  private @Nullable CallReport last;
  private String summary = "";

  /**
   * @param span the run's span, a child of the delegating run's span
   * @param starter the run that delegated it; null if there is none
   */
  DemoRun(DemoAgent agent, String prompt, TraceContext span, @Nullable DemoRun starter) {
    this.agent = agent;
    this.prompt = prompt;
    this.span = span;
    this.starter = starter;
  }

  TraceContext span() {
    return span;
  }

  boolean isStarted() {
    return startedAt != null;
  }

  RunReport start(Instant at) {
    startedAt = at;
    return record(RunStatus.RUNNING, null, null);
  }

  /** Records a call of this run. */
  CallReport add(CallReport call) {
    last = call;
    summary = call.decision().isEmpty() ? summary : call.decision();
    return call;
  }

  /** The end of the run: a run whose last call failed has failed. */
  RunReport end(Instant at) {
    boolean failed = last != null && last.errorType() != null;
    return record(
        failed ? RunStatus.FAILED : RunStatus.SUCCEEDED,
        at,
        failed ? "Gave up: the model was overloaded." : summary);
  }

  String runId() {
    return Timestamps.format(Objects.requireNonNull(startedAt)) + '#' + span.spanId();
  }

  private RunReport record(
      RunStatus status, @Nullable Instant endedAt, @Nullable String runSummary) {
    return new RunReport(
        agent.slug(),
        runId(),
        status,
        Objects.requireNonNull(startedAt),
        endedAt,
        runSummary,
        span,
        starter == null ? null : starter.runId());
  }
}
