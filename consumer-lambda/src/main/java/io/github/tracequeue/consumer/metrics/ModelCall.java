// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The data of a call for metrics.
 *
 * @param latencyMillis 0 if unknown
 * @param costUsd null if unknown, which is not zero
 */
public record ModelCall(
    String agentSlug,
    String model,
    Instant timestamp,
    long latencyMillis,
    @Nullable BigDecimal costUsd,
    long inputTokens,
    long outputTokens,
    boolean failed) {}
