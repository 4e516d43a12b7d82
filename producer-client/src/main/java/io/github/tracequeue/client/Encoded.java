// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Arrays;

/**
 * Where each event of a message stands in its body, with its ticket and the room it has in the
 * queue's budget. For one thread.
 */
final class Encoded {
  private int count;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int[] heapBytes = new int[64];
  private long[] tickets = new long[64];

  void add(int start, int end, long ticket, int heap) {
    if (count == ends.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      heapBytes = Arrays.copyOf(heapBytes, 2 * count);
      tickets = Arrays.copyOf(tickets, 2 * count);
    }
    starts[count] = start;
    ends[count] = end;
    heapBytes[count] = heap;
    tickets[count] = ticket;
    count++;
  }

  int count() {
    return count;
  }

  int start(int index) {
    return starts[index];
  }

  int end(int index) {
    return ends[index];
  }

  int heapBytes(int index) {
    return heapBytes[index];
  }

  long ticket(int index) {
    return tickets[index];
  }

  /** Lowers each lane's ticket to that of its oldest event here. */
  void lower(long[] first) {
    for (int i = 0; i < count; i++) {
      int lane = EventQueue.lane(tickets[i]);
      first[lane] = Math.min(first[lane], tickets[i]);
    }
  }

  long totalHeapBytes() {
    long total = 0;
    for (int i = 0; i < count; i++) {
      total += heapBytes[i];
    }
    return total;
  }
}
