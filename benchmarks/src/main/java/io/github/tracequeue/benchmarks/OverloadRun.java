// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import io.github.tracequeue.client.ClientStats;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs agents that make five times as many calls as the sink accepts, in a small heap. Checks that
 * the process survives and that its counts are always consistent.
 */
final class OverloadRun {
  private static final int AGENTS = 2;

  private OverloadRun() {}

  /** Arguments: the sink's URL, the calls a second that it accepts, and the seconds. */
  public static void main(String[] args) throws InterruptedException {
    Sink sink = Sink.at(args[0]);
    long sinkRate = Long.parseLong(args[1]);
    long seconds = Long.parseLong(args[2]);
    sink.mode(SinkServer.Mode.OK, 0, sinkRate);
    sink.reset();
    TracequeuePipe pipe = TracequeuePipe.open(sink.url(), Condition.HEALTHY);
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong handed = new AtomicLong();
    Thread[] agents = new Thread[AGENTS];
    long interval = TimeUnit.SECONDS.toNanos(AGENTS) / (5 * sinkRate);
    for (int i = 0; i < AGENTS; i++) {
      agents[i] = new Thread(() -> agent(pipe, interval, handed, done), "agent-" + i);
      agents[i].start();
    }
    long samples = 0;
    long wrong = 0;
    long highestHeap = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      wrong += addsUp(pipe.stats()) ? 0 : 1;
      samples++;
      Runtime runtime = Runtime.getRuntime();
      highestHeap = Math.max(highestHeap, runtime.totalMemory() - runtime.freeMemory());
    }
    done.set(true);
    for (Thread agent : agents) {
      agent.join();
    }
    sink.mode(SinkServer.Mode.OK);
    pipe.flush(Duration.ofSeconds(20));
    ClientStats stats = pipe.stats();
    boolean agrees =
        stats.recorded() == handed.get()
            && stats.delivered() == sink.counts().unique()
            && stats.recorded() == stats.delivered() + stats.droppedTotal();
    ForkResult.print(
        String.format(
            Locale.ROOT,
            "{\"handed\":%d,\"delivered\":%d,\"dropped\":%d,\"degraded\":%d,\"samples\":%d,"
                + "\"wrong\":%d,\"heapBytes\":%d,\"seconds\":%d,\"sinkAgrees\":%d}",
            handed.get(),
            stats.delivered(),
            stats.droppedTotal(),
            stats.degraded(),
            samples,
            wrong,
            highestHeap,
            seconds,
            agrees ? 1 : 0));
    pipe.close();
  }

  private static void agent(
      TracequeuePipe pipe, long interval, AtomicLong handed, AtomicBoolean done) {
    long next = System.nanoTime();
    while (!done.get()) {
      pipe.hand(pipe.event(Call.of((int) handed.getAndIncrement())));
      next += interval;
      long left = next - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      }
    }
  }

  private static boolean addsUp(ClientStats stats) {
    return stats.recorded()
        == stats.delivered() + stats.droppedTotal() + stats.queued() + stats.inFlight();
  }
}
