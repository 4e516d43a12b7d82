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
record SelectedCalls(
    @Nullable String agentSlug, @Nullable String model, @Nullable String provider) {

  static final SelectedCalls ALL = new SelectedCalls(null, null, null);

  static SelectedCalls of(Parameters parameters) {
    return new SelectedCalls(
        Filters.agent(parameters), parameters.text("model"), parameters.text("provider"));
  }

  static SelectedCalls ofAgent(String agentSlug) {
    return new SelectedCalls(agentSlug, null, null);
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
