// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts of what happened to the recorded events since the client was built. At any moment {@code
 * recorded = delivered + sum of dropped + queued + inFlight}.
 *
 * @param recorded calls of {@code record}, regardless of their result
 * @param delivered events in messages that the queue acknowledged
 * @param dropped events lost or refused, by reason; every reason has an entry
 * @param queued events accepted and not yet in a message
 * @param inFlight events in a message that is neither delivered nor dropped
 * @param degraded events accepted without their text fields because the queue was nearly full
 * @param pendingBytes estimated heap of the events queued and in flight, in bytes
 * @param requests requests to the queue, failed ones included
 * @param messages messages that the queue acknowledged
 * @param retries messages sent again after a failure
 * @param failuresInRow requests that failed since the last successful one
 * @param sinceLastSuccess time since the queue last acknowledged a message; null before the first
 */
public record ClientStats(
    long recorded,
    long delivered,
    Map<DropReason, Long> dropped,
    long queued,
    long inFlight,
    long degraded,
    long pendingBytes,
    long requests,
    long messages,
    long retries,
    long failuresInRow,
    @Nullable Duration sinceLastSuccess) {

  /** Copies the map. */
  public ClientStats {
    dropped = Map.copyOf(dropped);
  }

  /** Events lost or refused for this reason. */
  public long dropped(DropReason reason) {
    return dropped.getOrDefault(reason, 0L);
  }

  /** Events lost or refused for any reason. */
  public long droppedTotal() {
    long total = 0;
    for (long count : dropped.values()) {
      total += count;
    }
    return total;
  }
}
