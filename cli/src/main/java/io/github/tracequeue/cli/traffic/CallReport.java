// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import io.github.tracequeue.client.TraceContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that a demo agent reports.
 *
 * @param agent the agent's slug
 * @param runId the run that it belongs to
 * @param span its own span, a child of the run's span
 * @param timestamp when the call started
 * @param inputTokens input tokens, including cached ones
 * @param latencyMillis modelled: see {@link LatencyModel}
 * @param errorType the error; null if there is none
 */
public record CallReport(
    String agent,
    String provider,
    String model,
    String runId,
    TraceContext span,
    Instant timestamp,
    long inputTokens,
    long outputTokens,
    long latencyMillis,
    String prompt,
    String decision,
    @Nullable String errorType)
    implements AgentReport {

  Instant end() {
    return timestamp.plusMillis(latencyMillis);
  }
}
