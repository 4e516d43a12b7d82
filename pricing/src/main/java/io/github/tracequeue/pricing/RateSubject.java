// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.List;

/**
 * The model that a rate is for.
 *
 * @param provider OpenTelemetry's {@code gen_ai.provider.name}
 * @param model the model's id at that provider
 * @param scope Bedrock's profile prefixes that the rate covers; {@code bare} is the id without one
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
