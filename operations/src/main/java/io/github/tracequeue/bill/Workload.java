// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import java.util.Locale;

/**
 * What agents send, spread evenly over the day: that is the most expensive way, for batches stay
 * small and metrics have data in every hour.
 *
 * @param eventsPerDay calls and runs
 * @param agents agents that send
 * @param eventsPerMessage events that the client packs into one message
 */
public record Workload(long eventsPerDay, int agents, int eventsPerMessage) {
  private static final int SECONDS_PER_DAY = 86_400;

  /** The client's own limit, unless it is told otherwise. */
  private static final int MOST_EVENTS_PER_MESSAGE = 100;

  /** Checks the ranges. */
  public Workload {
    if (eventsPerDay < 0 || agents < 0 || eventsPerMessage < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "not a workload: %d events a day, %d agents, %d events a message",
              eventsPerDay,
              agents,
              eventsPerMessage));
    }
  }

  /**
   * With as many events in a message as one process for each agent gathers in a second, which is
   * how long the client waits.
   */
  public static Workload of(long eventsPerDay, int agents) {
    long gathered = eventsPerDay / SECONDS_PER_DAY / Math.max(1, agents);
    return new Workload(
        eventsPerDay, agents, (int) Math.max(1, Math.min(MOST_EVENTS_PER_MESSAGE, gathered)));
  }
}
