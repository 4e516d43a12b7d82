// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of what became of each recorded event, since the client was built. At any moment
 * {@code recorded = delivered + all of dropped + queued + inFlight}.
 *
 * @param recorded calls of {@code record}, whatever they returned
 * @param delivered events in messages that the queue acknowledged
 * @param dropped events lost or refused, by reason; every reason has an entry
 * @param queued events accepted and not yet taken by the sender
 * @param inFlight events taken by the sender and not yet delivered or dropped
 * @param degraded events accepted without their text, as memory was short
 * @param pendingBytes estimated heap that the queued events and those in flight hold, in bytes
 * @param requests calls made to the queue, failed ones included
 * @param messages messages that the queue acknowledged
 * @param retries messages sent once more after a failure
 * @param failuresInRow requests failed since the last one that the queue answered
 * @param sinceLastSuccess time since the queue last acknowledged a message, or null before the
 *     first
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

  /** Keeps its own copy of the map. */
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
