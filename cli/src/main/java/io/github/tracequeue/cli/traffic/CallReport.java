// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import io.github.tracequeue.client.TraceContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One LLM call, as an agent reports it.
 *
 * @param agent the agent's slug
 * @param runId the run that it belongs to
 * @param span its own span, beneath that of the run
 * @param timestamp when the call started
 * @param inputTokens tokens read, cached ones among them
 * @param latencyMillis modelled: see {@link LatencyModel}
 * @param errorType what went wrong; null where nothing did
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
