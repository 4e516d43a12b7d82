// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.TraceFilter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are summed up: what a rollup can tell apart. A null field matches any value.
 *
 * @param provider empty for calls without a provider
 */
record Selection(@Nullable String agentSlug, @Nullable String model, @Nullable String provider) {

  static final Selection ALL = new Selection(null, null, null);

  static Selection of(Parameters parameters) {
    return new Selection(
        Filters.agent(parameters), parameters.text("model"), parameters.text("provider"));
  }

  static Selection ofAgent(String agentSlug) {
    return new Selection(agentSlug, null, null);
  }

  boolean matches(Sum sum) {
    return (model == null || model.equals(sum.model()))
        && (provider == null || provider.equals(sum.provider()));
  }

  /** The same as a filter of calls. */
  TraceFilter filter() {
    return new TraceFilter(model, provider, null, null, null, null, null, Map.of());
  }
}
