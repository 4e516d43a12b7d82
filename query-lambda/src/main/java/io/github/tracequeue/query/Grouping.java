// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What sums are told apart by. */
enum Grouping {
  ALL(sum -> "all"),
  AGENT(Sum::agentSlug),
  MODEL(Sum::model),
  PROVIDER(Sum::provider);

  static final Map<String, Grouping> OF_SPEND =
      Map.of("agent", AGENT, "model", MODEL, "provider", PROVIDER);
  static final Map<String, Grouping> OF_LATENCY =
      Map.of("all", ALL, "agent", AGENT, "model", MODEL, "provider", PROVIDER);

  @SuppressWarnings("ImmutableEnumChecker") // A function without state, each of them.
  private final Function<Sum, String> group;

  Grouping(Function<Sum, String> group) {
    this.group = group;
  }

  /** The value in the API. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of the group of a sum. */
  String of(Sum sum) {
    return group.apply(sum);
  }
}
