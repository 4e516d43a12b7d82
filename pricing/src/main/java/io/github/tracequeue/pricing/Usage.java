// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The usage of one call, as its producer reported it.
 *
 * @param provider OpenTelemetry's {@code gen_ai.provider.name}, or another spelling of it; null if
 *     the producer did not send it
 * @param model the model's id as the producer sent it
 * @param at when the call was made, which selects the rate
 * @param tokens the token counts
 * @param toolRequests the number of requests to the provider's tools, by tool name
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
   * The properties of how a call was served that affect its price.
   *
   * @param batch whether the call used the provider's batch API
   * @param tier the service tier that served the call; null means the provider's standard tier
   * @param inferenceGeo where the inference ran, as the provider reports it; null if unknown
   */
  public record Service(boolean batch, @Nullable String tier, @Nullable String inferenceGeo) {

    /** The provider's standard service. */
    public static final Service STANDARD = new Service(false, null, null);
  }

  /** A call with standard service and without tool requests. */
  public static Usage of(@Nullable String provider, String model, Instant at, TokenCounts tokens) {
    return new Usage(provider, model, at, tokens, Map.of(), Service.STANDARD);
  }

  /** The same call with another service. */
  public Usage servedBy(Service other) {
    return new Usage(provider, model, at, tokens, toolRequests, other);
  }

  /** The same call with these tool requests. */
  public Usage withToolRequests(Map<String, Long> requests) {
    return new Usage(provider, model, at, tokens, requests, service);
  }

  /** Whether the counts are plausible for one call. */
  boolean isConsistent() {
    return tokens.areConsistent()
        && toolRequests.values().stream().allMatch(count -> count >= 0 && count <= 1_000_000_000);
  }
}
