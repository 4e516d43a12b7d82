// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import io.github.tracequeue.benchmarks.RecordPart.Pace;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs agents at a constant rate and measures the time of each call. The event is created before
 * the clock starts. An agent sleeps until its next call, like an agent that waits for a model. At
 * the fastest rate it spins, because sleeping would take longer than the pause.
 */
final class RecordRun {
  private static final Duration FLUSH = Duration.ofSeconds(10);

  private static final int WARM_UP_RATE = 30_000;

  /** The shortest pause for which an agent sleeps. */
  private static final long SHORTEST_SLEEP = TimeUnit.MICROSECONDS.toNanos(500);

  private final Sink sink;
  private final Condition condition;
  private final Pipe pipe;
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();

  private RecordRun(Subject subject, Sink sink, Condition condition) {
    this.sink = sink;
    this.condition = condition;
    sink.mode(isSilent(condition) ? SinkServer.Mode.SILENT : SinkServer.Mode.OK);
    sink.reset();
    this.pipe = subject.open(sink.url(), condition);
  }

  /**
   * Arguments: the subject, the sink's URL, the condition, the seconds of the warm-up, and the
   * rates.
   */
  public static void main(String[] args) throws InterruptedException {
    RecordRun run =
        new RecordRun(Subject.valueOf(args[0]), Sink.at(args[1]), Condition.valueOf(args[2]));
    run.hand(new Pace(WARM_UP_RATE, 1, Integer.parseInt(args[3])));
    StringJoiner results = new StringJoiner(",", "{", "}");
    for (String pace : Arrays.asList(args).subList(4, args.length)) {
      results.add('"' + pace + "\":" + run.measure(Pace.parse(pace)));
    }
    ForkResult.print(results.toString());
    run.sink.mode(SinkServer.Mode.OK);
    System.exit(0);
  }

  private String measure(Pace pace) throws InterruptedException {
    hand(new Pace(pace.rate(), pace.agents(), 1));
    flush();
    sink.reset(numbers.get());
    accepted.set(0);
    long[] nanos = hand(pace);
    flush();
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "{\"calls\":%d,\"accepted\":%d,\"delivered\":%d,\"median\":%d,\"mean\":%.1f,"
            + "\"p99\":%d,\"longest\":%d}",
        nanos.length,
        accepted.get(),
        sink.counts().unique(),
        nanos[nanos.length / 2],
        Arrays.stream(nanos).average().orElseThrow(),
        nanos[(int) (nanos.length * 0.99)],
        nanos[nanos.length - 1]);
  }

  private void flush() {
    if (!isSilent(condition)) {
      pipe.flush(FLUSH);
    }
  }

  /** Makes the calls of all agents at this rate; returns the time of each. */
  private long[] hand(Pace pace) throws InterruptedException {
    long[] nanos = new long[pace.rate() * pace.agents() * pace.seconds()];
    Thread[] agents = new Thread[pace.agents()];
    for (int i = 0; i < agents.length; i++) {
      int agent = i;
      agents[i] = new Thread(() -> hand(pace, agent, nanos), "agent-" + i);
      agents[i].start();
    }
    for (Thread agent : agents) {
      agent.join();
    }
    return nanos;
  }

  private void hand(Pace pace, int agent, long[] nanos) {
    long interval = TimeUnit.SECONDS.toNanos(1) / pace.rate();
    long next = System.nanoTime() + interval * agent / pace.agents();
    int taken = 0;
    for (int i = agent; i < nanos.length; i += pace.agents()) {
      awaitTime(next, interval);
      Object event = pipe.event(Call.of(numbers.getAndIncrement()));
      long start = System.nanoTime();
      boolean isAccepted = pipe.hand(event);
      nanos[i] = System.nanoTime() - start;
      taken += isAccepted ? 1 : 0;
      // An agent that is late does not catch up, because a burst would change the rate.
      next = Math.max(next + interval, System.nanoTime() - 10 * interval);
    }
    accepted.addAndGet(taken);
  }

  private static void awaitTime(long time, long interval) {
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      if (interval < SHORTEST_SLEEP) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(left);
      }
    }
  }

  private static boolean isSilent(Condition condition) {
    return condition == Condition.SILENT_SINK || condition == Condition.SILENT_SINK_BOUNDED;
  }
}
