// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how many calls a second arrive from an agent in a closed loop, and the CPU time per
 * call, including its creation.
 */
final class DeliveryRun {
  /** The number of calls in flight for a pipe without a limit: many requests, but little memory. */
  private static final long MAX_OPEN = 5_000;

  /** OpenTelemetry and zipkin do not report a full queue: at most this many calls wait. */
  private static final long MAX_BEHIND = 1_500;

  private final Sink sink;
  private final Subject subject;
  private final Pipe pipe;
  private int number;
  private long arrived;

  private DeliveryRun(Sink sink, Subject subject) {
    this.sink = sink;
    this.subject = subject;
    this.pipe = subject.open(sink.url(), Condition.HEALTHY);
  }

  /**
   * Arguments: the subject, the sink's URL, the minimum seconds and calls of the warm-up, and the
   * seconds to measure.
   */
  public static void main(String[] args) {
    DeliveryRun run = new DeliveryRun(Sink.at(args[1]), Subject.valueOf(args[0]));
    run.sink.mode(SinkServer.Mode.OK);
    run.sink.reset();
    run.warmUp(Duration.ofSeconds(Long.parseLong(args[2])), Integer.parseInt(args[3]));
    run.sink.reset(run.number);
    int before = run.number;
    long cpu = Cpu.nanos();
    long start = System.nanoTime();
    run.hand(Duration.ofSeconds(Long.parseLong(args[4])));
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuMicros = (Cpu.nanos() - cpu) / 1e3;
    Sink.Counts counts = run.sink.counts();
    ForkResult.print(
        String.format(
            Locale.ROOT,
            "{\"handed\":%d,\"delivered\":%d,\"seconds\":%.3f,\"cpuMicros\":%.1f,\"requests\":%d}",
            run.number - before,
            counts.unique(),
            seconds,
            cpuMicros,
            counts.requests()));
    run.pipe.close();
    System.exit(0);
  }

  /** Runs until the slowest subject also runs compiled code. */
  private void warmUp(Duration atLeast, int calls) {
    long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    do {
      hand(atLeast);
    } while (number < calls && System.nanoTime() < giveUp);
  }

  /** Sends calls for a period and waits until all have arrived. */
  private void hand(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    arrived = 0;
    int first = number;
    while (System.nanoTime() < end) {
      for (int i = 0; i < 64; i++) {
        handOne();
      }
      if (subject == Subject.OPENTELEMETRY || subject == Subject.ZIPKIN) {
        awaitRoom(first);
      }
    }
    pipe.flush(Duration.ofSeconds(20));
  }

  private void handOne() {
    while (pipe.unbounded() > MAX_OPEN) {
      LockSupport.parkNanos(100_000);
    }
    Object event = pipe.event(Call.of(number));
    while (!pipe.hand(event)) {
      LockSupport.parkNanos(100_000);
    }
    number++;
  }

  /** These two drop calls if they are full, so the agent asks the sink for their progress. */
  private void awaitRoom(int first) {
    while (number - first - arrived > MAX_BEHIND) {
      arrived = sink.counts().unique();
    }
  }
}
