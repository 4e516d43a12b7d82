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
 * @param cacheWrite1hTokens prompt tokens written to the long-lived cache
 * @param inclusive whether {@code inputTokens} contains the three cached kinds
 * @param batch whether the call went through the provider's batch interface
 * @param serviceTier the tier that served the call, or null for the provider's standard one
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
    @Nullable String serviceTier) {

  /** A thousand times what an event may say; sums of five stay far from overflow. */
  private static final long MAX_TOKENS = 1_000_000_000_000L;

  /** Whether no count is negative or absurd and the cached tokens fit into the input. */
  boolean isConsistent() {
    return isCount(inputTokens)
        && isCount(outputTokens)
        && isCount(cacheReadTokens)
        && isCount(cacheWrite5mTokens)
        && isCount(cacheWrite1hTokens)
        && tokens(Bucket.INPUT) >= 0;
  }

  /** The tokens to be charged at the bucket's price. */
  long tokens(Bucket bucket) {
    return switch (bucket) {
      case INPUT -> inclusive ? inputTokens - cachedTokens() : inputTokens;
      case OUTPUT -> outputTokens;
      case CACHE_READ -> cacheReadTokens;
      case CACHE_WRITE_5M -> cacheWrite5mTokens;
      case CACHE_WRITE_1H -> cacheWrite1hTokens;
    };
  }

  /** The whole prompt, cached tokens too, whichever way the producer counts. */
  long promptTokens() {
    return inclusive ? inputTokens : inputTokens + cachedTokens();
  }

  private long cachedTokens() {
    return cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens;
  }

  private static boolean isCount(long tokens) {
    return tokens >= 0 && tokens <= MAX_TOKENS;
  }
}
