// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one model call used, as its producer reported it.
 *
 * @param provider OpenTelemetry's {@code gen_ai.provider.name}, or another spelling of it; null
 *     where the producer did not say
 * @param model the model's id as the producer sent it
 * @param at when the call was made: decides which dated rate applies
 * @param tokens the token counts
 * @param toolRequests how often the provider's own tools were called, by tool name
 * @param service how the call was served
 */
public record Usage(
    @Nullable String provider,
    String model,
    Instant at,
    TokenCounts tokens,
    Map<String, Long> toolRequests,
    Service service) {

  /** Copies the map. */
  public Usage {
    toolRequests = Map.copyOf(toolRequests);
  }

  /**
   * How a call was served, as far as its price depends on it.
   *
   * @param batch whether the call went through the provider's batch interface
   * @param tier the service tier that served the call; null is the provider's standard tier
   * @param inferenceGeo where the inference ran, as the provider reports it; null is unknown
   */
  public record Service(boolean batch, @Nullable String tier, @Nullable String inferenceGeo) {

    /** The provider's ordinary service. */
    public static final Service STANDARD = new Service(false, null, null);
  }

  /** A call of ordinary service without requests of tools. */
  public static Usage of(@Nullable String provider, String model, Instant at, TokenCounts tokens) {
    return new Usage(provider, model, at, tokens, Map.of(), Service.STANDARD);
  }

  /** The same call, served in another way. */
  public Usage servedBy(Service other) {
    return new Usage(provider, model, at, tokens, toolRequests, other);
  }

  /** The same call with these requests of tools. */
  public Usage withToolRequests(Map<String, Long> requests) {
    return new Usage(provider, model, at, tokens, requests, service);
  }

  /** Whether the counts can be those of one call. */
  boolean isConsistent() {
    return tokens.areConsistent()
        && toolRequests.values().stream().allMatch(count -> count >= 0 && count <= 1_000_000_000);
  }
}
