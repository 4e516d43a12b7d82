// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one model call used, as its producer reported it.
 *
 * @param provider OpenTelemetry's {@code gen_ai.provider.name}, or null where the producer did not
 *     say
 * @param model the model's id as the producer sent it
 * @param at when the call was made: it decides which dated price applies
 * @param inputTokens prompt tokens; with the cached ones where {@code inclusive}
 * @param outputTokens answer tokens, reasoning among them
 * @param cacheReadTokens prompt tokens read from the cache
 * @param cacheWrite5mTokens prompt tokens written to the short-lived cache
 * @param cacheWrite1hTokens prompt tokens written to the one-hour cache
 * @param inclusive whether {@code inputTokens} contains the three cached kinds
 * @param batch whether the call went through the provider's batch interface
 * @param serviceTier the provider's service tier, or null for its standard one
 */
public record Usage(
    @Nullable String provider,
    String model,
    Instant at,
    long inputTokens,
    long outputTokens,
    long cacheReadTokens,
    long cacheWrite5mTokens,
    long cacheWrite1hTokens,
    boolean inclusive,
    boolean batch,
    @Nullable String serviceTier) {}
