// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs agents at a constant rate while the backend is up, down, and up again. Measures the wait of
 * each call, the lost calls, and the CPU time of the process.
 */
final class AgentsRun {
  private static final int AGENTS = 8;

  private final Sink sink;
  private final Pipe pipe;
  private final AtomicLong handed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  private AgentsRun(Sink sink, Subject subject) {
    this.sink = sink;
    this.pipe = subject.open(sink.url(), Condition.HEALTHY);
  }

  /**
   * Arguments: the subject, the sink's URL, the backend's delay in microseconds, calls a second,
   * and the seconds of warm-up, up, down, and up again.
   */
  public static void main(String[] args) throws InterruptedException {
    AgentsRun run = new AgentsRun(Sink.at(args[1]), Subject.valueOf(args[0]));
    long delay = Long.parseLong(args[2]);
    int rate = Integer.parseInt(args[3]);
    int[] seconds = new int[4];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = Integer.parseInt(args[4 + i]);
    }
    run.sink.mode(SinkServer.Mode.OK, delay, 0);
    run.sink.reset();
    run.phase(rate * seconds[0], rate);
    long cpu = Cpu.nanos();
    long[] up = run.phase(rate * seconds[1], rate);
    double cpuMicros = (Cpu.nanos() - cpu) / 1e3 / up.length;
    run.sink.mode(SinkServer.Mode.DOWN, delay, 0);
    Thread repair = run.repairAfter(Duration.ofSeconds(seconds[2]), delay);
    long start = System.nanoTime();
    long[] down = run.phase(rate * seconds[2], rate);
    double downSeconds = (System.nanoTime() - start) / 1e9;
    repair.join();
    run.phase(rate * seconds[3], rate);
    run.pipe.flush(Duration.ofSeconds(30));
    Sink.Counts counts = run.sink.counts();
    ForkResult.print(
        String.format(
            Locale.ROOT,
            "{\"handed\":%d,\"delivered\":%d,\"cpuMicros\":%.2f,\"requests\":%d,\"chunks\":%d,"
                + "\"degraded\":%d,\"reportedLost\":%d,\"downSeconds\":%.1f,\"up\":%s,"
                + "\"down\":%s}",
            run.handed.get(),
            counts.unique(),
            cpuMicros,
            counts.requests(),
            counts.chunks(),
            run.degraded(),
            run.reportedLost(),
            downSeconds,
            percentiles(up),
            percentiles(down)));
    run.pipe.close();
    System.exit(0);
  }

  /** Makes calls with all agents at a rate; returns the waits, sorted. */
  private long[] phase(int calls, int rate) throws InterruptedException {
    long[] waits = new long[calls / AGENTS * AGENTS];
    Thread[] agents = new Thread[AGENTS];
    long interval = TimeUnit.SECONDS.toNanos(AGENTS) / rate;
    for (int i = 0; i < AGENTS; i++) {
      int agent = i;
      agents[i] = new Thread(() -> agent(waits, agent, interval), "agent-" + i);
      agents[i].start();
    }
    for (Thread agent : agents) {
      agent.join();
    }
    Arrays.sort(waits);
    return waits;
  }

  private void agent(long[] waits, int agent, long interval) {
    long next = System.nanoTime() + interval * agent / AGENTS;
    for (int i = agent; i < waits.length; i += AGENTS) {
      for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      next += interval;
      Object event = pipe.event(Call.of((int) handed.getAndIncrement()));
      long start = System.nanoTime();
      boolean accepted = pipe.hand(event);
      waits[i] = System.nanoTime() - start;
      if (!accepted) {
        refused.incrementAndGet();
      }
    }
  }

  private Thread repairAfter(Duration outage, long delay) {
    var thread =
        new Thread(
            () -> {
              long end = System.nanoTime() + outage.toNanos();
              for (long left = outage.toNanos(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
              }
              sink.mode(SinkServer.Mode.OK, delay, 0);
            },
            "repair");
    thread.start();
    return thread;
  }

  /** The calls that were accepted without their text; only Tracequeue does that. */
  private long degraded() {
    return pipe instanceof TracequeuePipe ours ? ours.stats().degraded() : 0;
  }

  /** The calls that the client itself reports as lost; -1 if it does not count them. */
  private long reportedLost() {
    if (pipe instanceof TracequeuePipe ours) {
      return ours.stats().droppedTotal();
    }
    return pipe instanceof SyncDynamoDbPipe ? refused.get() : -1;
  }

  private static String percentiles(long[] sorted) {
    return String.format(
        Locale.ROOT,
        "{\"p50\":%d,\"p99\":%d,\"p999\":%d,\"max\":%d}",
        sorted[sorted.length / 2],
        sorted[(int) (sorted.length * 0.99)],
        sorted[(int) (sorted.length * 0.999)],
        sorted[sorted.length - 1]);
  }
}
