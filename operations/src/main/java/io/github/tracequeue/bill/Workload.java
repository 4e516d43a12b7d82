// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import java.util.Locale;

/**
 * What agents send, spread evenly over the day: that is the dearest way, for batches stay small.
 *
 * @param eventsPerDay calls and runs
 * @param agents agents that send
 * @param eventsPerMessage events that the client packs into one message
 */
public record Workload(long eventsPerDay, int agents, int eventsPerMessage) {

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

  /** Each event in a message of its own, as agents send that make a call now and then. */
  public static Workload of(long eventsPerDay, int agents) {
    return new Workload(eventsPerDay, agents, 1);
  }
}
