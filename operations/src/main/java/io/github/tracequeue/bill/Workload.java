// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import java.util.Locale;

/**
 * The events that agents send, spread evenly over the day. This is the most expensive way, because
 * batches stay small and metrics have data in every hour.
 *
 * @param eventsPerDay the number of calls and runs
 * @param agents the number of sending agents
 * @param eventsPerMessage the number of events that the client packs into a message
 */
public record Workload(long eventsPerDay, int agents, int eventsPerMessage) {
  private static final int SECONDS_PER_DAY = 86_400;

  /** The default limit of the client. */
  private static final int MOST_EVENTS_PER_MESSAGE = 100;

  /** Checks the ranges. */
  public Workload {
    if (eventsPerDay < 0 || agents < 0 || eventsPerMessage < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "invalid workload: %d events a day, %d agents, %d events a message",
              eventsPerDay,
              agents,
              eventsPerMessage));
    }
  }

  /**
   * Creates a workload in which each agent is one process, and its client collects events for one
   * second, its linger.
   */
  public static Workload of(long eventsPerDay, int agents) {
    long gathered = eventsPerDay / SECONDS_PER_DAY / Math.max(1, agents);
    return new Workload(
        eventsPerDay, agents, (int) Math.max(1, Math.min(MOST_EVENTS_PER_MESSAGE, gathered)));
  }
}
