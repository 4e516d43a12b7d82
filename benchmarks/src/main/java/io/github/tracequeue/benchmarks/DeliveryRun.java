// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * How many calls a second arrive where an agent makes them as fast as they are taken, and what each
 * costs in processor time, the making included.
 */
final class DeliveryRun {
  /** Calls whose fate is open, for a pipe that has no bound: many requests, yet little memory. */
  private static final long MAX_OPEN = 5_000;

  /** OpenTelemetry and zipkin do not say when they are full: this many wait at most. */
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
   * Arguments: the subject, the sink's URL, seconds and calls to warm up with, at least, and
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

  /** Goes on until the slowest subject, too, runs compiled code. */
  private void warmUp(Duration atLeast, int calls) {
    long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    do {
      hand(atLeast);
    } while (number < calls && System.nanoTime() < giveUp);
  }

  /** Hands over for so long, and waits until all of it has arrived. */
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

  /** These two drop what they have no room for: the agent asks the sink how far they are. */
  private void awaitRoom(int first) {
    while (number - first - arrived > MAX_BEHIND) {
      arrived = sink.counts().unique();
    }
  }
}
