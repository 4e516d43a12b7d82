// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import io.github.tracequeue.client.RunStatus;
import io.github.tracequeue.client.TraceContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The start or the end of a run.
 *
 * @param runId begins with {@code startedAt} and ends with the run's span, as in the client
 * @param endedAt null while it runs
 * @param summary the result; null while it runs
 * @param span the run's own span
 * @param parentRunId the run that delegated this run; null if there is none
 */
public record RunReport(
    String agent,
    String runId,
    RunStatus status,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String summary,
    TraceContext span,
    @Nullable String parentRunId)
    implements AgentReport {

  /** The time of the report. */
  public Instant timestamp() {
    return endedAt == null ? startedAt : endedAt;
  }
}
