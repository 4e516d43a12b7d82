// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of the dimension {@code Agent}: the first agents seen, up to a limit, and one value
 * for all further ones, for each value costs money each month. Safe for any number of threads.
 */
public final class AgentDimension {

  static final String NAME = "Agent";

  /** What agents beyond the limit share; no slug can be it. */
  static final String OVERFLOW = "_other";

  private final int limit;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  private AgentDimension(int limit) {
    this.limit = limit;
  }

  /** An empty dimension of at most {@code limit} values and the overflow. */
  public static AgentDimension ofAtMost(int limit) {
    return new AgentDimension(limit);
  }

  String valueOf(String agentSlug) {
    if (known.contains(agentSlug)) {
      return agentSlug;
    }
    synchronized (known) {
      if (known.size() >= limit) {
        return OVERFLOW;
      }
      known.add(agentSlug);
      return agentSlug;
    }
  }
}
