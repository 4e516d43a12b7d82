// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Records more than the queue takes, while another thread samples the account. */
final class Overload {
  private static final long PAUSE_NANOS = 1_000_000;
  private static final int BURST = 25;

  private final TraceClient client;
  private final AtomicBoolean done = new AtomicBoolean();
  private long samples;
  private long wrong;
  private long recorded;
  private long delivered;
  private long mostBytes;

  private Overload(TraceClient client) {
    this.client = client;
  }

  static void run(TraceClient client, Duration duration) {
    new Overload(client).run(duration);
  }

  private void run(Duration duration) {
    var sampler = new Thread(this::sample, "sampler");
    sampler.start();
    long end = System.nanoTime() + duration.toNanos();
    int number = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < BURST; i++) {
        client.record(Events.large(number++));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    long deliveredUnderLoad = client.stats().delivered();
    boolean drained = client.close(Duration.ofSeconds(30));
    done.set(true);
    join(sampler);
    ClientStats stats = client.stats();
    System.out.printf(
        "overload samples=%d wrong=%d mostBytes=%d recorded=%d underLoad=%d delivered=%d full=%d"
            + " dropped=%d degraded=%d drained=%b%n",
        samples,
        wrong,
        mostBytes,
        stats.recorded(),
        deliveredUnderLoad,
        stats.delivered(),
        stats.dropped(DropReason.QUEUE_FULL),
        stats.droppedTotal(),
        stats.degraded(),
        drained);
  }

  private void sample() {
    while (!done.get()) {
      ClientStats stats = client.stats();
      samples++;
      mostBytes = Math.max(mostBytes, stats.pendingBytes());
      // That the parts add up is so by the snapshot's own arithmetic: what could be wrong is a
      // part.
      boolean isMoving = stats.recorded() >= recorded && stats.delivered() >= delivered;
      if (stats.queued() < 0 || stats.inFlight() < 0 || !isMoving) {
        wrong++;
      }
      recorded = stats.recorded();
      delivered = stats.delivered();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
