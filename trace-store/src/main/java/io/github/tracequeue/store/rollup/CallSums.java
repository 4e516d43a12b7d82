// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.StoredTrace;
import java.util.HashMap;
import java.util.Map;

/** Sums calls by agent, hour, provider and model, and over all agents. Not thread-safe. */
final class CallSums {

  private final Map<RollupKey, Rollup.Builder> ofAgents = new HashMap<>();

  void add(StoredTrace call) {
    RollupKey key = RollupKey.ofHour(call.agentSlug(), call);
    ofAgents.computeIfAbsent(key, k -> Rollup.builder()).add(call);
  }

  /** The sums of each agent, and of all agents together. */
  Map<RollupKey, Rollup> sums() {
    Map<RollupKey, Rollup.Builder> ofAll = new HashMap<>();
    Map<RollupKey, Rollup> sums = new HashMap<>();
    ofAgents.forEach(
        (key, builder) -> {
          Rollup sum = builder.build();
          sums.put(key, sum);
          ofAll.computeIfAbsent(key.ofAllAgents(), k -> Rollup.builder()).add(sum);
        });
    ofAll.forEach((key, builder) -> sums.put(key, builder.build()));
    return sums;
  }
}
