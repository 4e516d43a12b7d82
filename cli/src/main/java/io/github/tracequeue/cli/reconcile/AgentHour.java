// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.reconcile;

import java.time.Instant;
import java.util.Comparator;

/** An agent and an hour, given by its start. */
record AgentHour(String agent, Instant hour) implements Comparable<AgentHour> {
  private static final Comparator<AgentHour> ORDER =
      Comparator.comparing(AgentHour::hour).thenComparing(AgentHour::agent);

  @Override
  public int compareTo(AgentHour other) {
    return ORDER.compare(this, other);
  }
}
