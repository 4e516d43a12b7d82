// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.List;

/**
 * The model that a rate applies to.
 *
 * @param provider OpenTelemetry's {@code gen_ai.provider.name}
 * @param model the model's id at that provider
 * @param scope the Bedrock profile prefixes that the rate applies to; {@code bare} is the id
 *     without a prefix
 * @param aliases other ids of the model
 */
public record RateSubject(String provider, String model, List<String> scope, List<String> aliases) {

  /** The scope of an id without a profile prefix. */
  public static final String BARE = "bare";

  /** Copies the lists. */
  public RateSubject {
    scope = List.copyOf(scope);
    aliases = List.copyOf(aliases);
  }
}
