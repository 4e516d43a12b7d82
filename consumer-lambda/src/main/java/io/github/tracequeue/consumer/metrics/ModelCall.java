// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the metrics need of one call.
 *
 * @param latencyMillis 0 where it is not known
 * @param costUsd null where it is not known, which is not zero
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
