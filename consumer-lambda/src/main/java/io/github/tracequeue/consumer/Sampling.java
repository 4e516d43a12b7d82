// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.StoredTrace;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Selects the calls to store. Failed, slow and costly calls are always stored and represent only
 * themselves. A share of the other calls is stored, and each represents 1 / rate calls. The
 * selection is by trace id, so that calls of a trace with the same rate are stored or sampled out
 * together.
 *
 * @param rate share of calls that are stored, above 0 and at most 1
 * @param rateOfAgent rates of agents that have their own
 * @param slowMillis calls with at least this latency are always stored
 * @param costlyUsd calls with at least this cost are always stored
 */
record Sampling(
    double rate, Map<String, Double> rateOfAgent, long slowMillis, BigDecimal costlyUsd) {

  Sampling {
    rateOfAgent = Map.copyOf(rateOfAgent);
  }

  /** The number of calls that this call represents; 0 if it is not stored. */
  double weightOf(StoredTrace trace) {
    double itsRate = rateOfAgent.getOrDefault(trace.agentSlug(), rate);
    if (itsRate >= 1 || isAlwaysKept(trace)) {
      return 1;
    }
    String traceId = trace.links().traceId();
    boolean kept = fraction(traceId == null ? trace.eventId() : traceId) < itsRate;
    return kept ? 1 / itsRate : 0;
  }

  private boolean isAlwaysKept(StoredTrace trace) {
    BigDecimal usd = trace.cost().usd();
    return trace.call().failed()
        || trace.call().latencyMillis() >= slowMillis
        || (usd != null && usd.compareTo(costlyUsd) >= 0);
  }

  /** A number from 0 to 1 that is constant for an id: FNV-1a with the finish of MurmurHash3. */
  private static double fraction(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return ((hash ^ (hash >>> 33)) >>> 11) * 0x1.0p-53;
  }
}
