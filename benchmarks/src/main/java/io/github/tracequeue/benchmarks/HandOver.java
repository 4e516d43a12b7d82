// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * How long an agent waits to hand over a call, at a steady pace, so that what is measured is
 * acceptance and not refusal. Each call is made before the clock starts, except where making it is
 * part of the question.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked // JMH fills its states after their construction.
public class HandOver {
  /** System properties: the sink's URL, and the file to add an account of each fork to. */
  static final String SINK = "bench.sink";

  static final String ACCOUNTS = "bench.accounts";

  /** Of the iterations that warm up, how many are faster than what is measured. */
  static final int FAST_ITERATIONS = 3;

  /** What is under test, shared by the agents. */
  @State(Scope.Benchmark)
  public static class Target {
    /** Who is measured. */
    @Param("NOTHING")
    public Subject subject;

    /** Under which condition. */
    @Param("HEALTHY")
    public Condition condition;

    /** Calls a second of each agent. */
    @Param("10000")
    public int rate;

    /** Whether the time to make the call counts. */
    @Param("false")
    public boolean makes;

    private final AtomicInteger numbers = new AtomicInteger();
    private final LongAdder handed = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder allocated = new LongAdder();
    private boolean isWarmingUp = true;
    private int begun;
    private long intervalNanos;
    private Sink sink;
    private Pipe pipe;

    /** Opens the pipe into an empty sink. */
    @Setup
    public void open() {
      sink = Sink.at(System.getProperty(SINK));
      sink.mode(condition == Condition.SILENT_SINK ? SinkServer.Mode.SILENT : SinkServer.Mode.OK);
      sink.reset();
      pipe = subject.open(sink.url(), condition);
    }

    /**
     * Warms up at three times the pace at first, so that a second of it counts for three, and then
     * at the pace that is measured, at which other branches are taken: a method that the compiler
     * has to do again for them tells it so once in 1,024 calls, which would be all of p99.9.
     */
    @Setup(Level.Iteration)
    public void pace(IterationParams iteration) {
      boolean isMeasured = iteration.getType() == IterationType.MEASUREMENT;
      begun++;
      if (isMeasured && isWarmingUp) {
        isWarmingUp = false;
        if (condition != Condition.SILENT_SINK) {
          pipe.flush(Duration.ofSeconds(10));
        }
        sink.reset(numbers.get());
        handed.reset();
        accepted.reset();
        allocated.reset();
      }
      boolean isFast = !isMeasured && begun <= FAST_ITERATIONS;
      intervalNanos = TimeUnit.SECONDS.toNanos(1) / (isFast ? 3L * rate : rate);
    }

    /** Waits for the calls to arrive, and writes down how many did. */
    @TearDown
    public void close() throws IOException {
      if (condition == Condition.SILENT_SINK) {
        sink.mode(SinkServer.Mode.OK);
      } else {
        pipe.flush(Duration.ofSeconds(10));
      }
      long unique = sink.counts().unique();
      String account =
          String.format(
              Locale.ROOT,
              "{\"handed\":%d,\"accepted\":%d,\"delivered\":%d,\"bytes\":%.1f}%n",
              handed.sum(),
              accepted.sum(),
              unique,
              allocated.sum() / (double) Math.max(1, handed.sum()));
      Files.writeString(
          Path.of(System.getProperty(ACCOUNTS)),
          account,
          UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      if (condition == Condition.HEALTHY) {
        pipe.close();
      }
    }
  }

  /** One agent's thread. */
  @State(Scope.Thread)
  public static class Agent {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long nextNanos;
    private Call call;
    private Object event;
    private long allocatedBefore;
    private long allocated;
    private long handed;
    private long accepted;
    private boolean taken;

    /** Starts the pace anew. */
    @Setup(Level.Iteration)
    public void begin() {
      nextNanos = System.nanoTime();
      allocated = 0;
      handed = 0;
      accepted = 0;
    }

    /** Makes the next call and waits for its time. */
    @Setup(Level.Invocation)
    public void prepare(Target target) {
      call = Call.of(target.numbers.getAndIncrement());
      event = target.makes ? null : target.pipe.event(call);
      long interval = target.intervalNanos;
      nextNanos += interval;
      long left = nextNanos - System.nanoTime();
      if (left < -10 * interval) {
        // Behind by more than a hiccup: a burst would measure something else.
        nextNanos = System.nanoTime();
      }
      while (left > 0) {
        if (left > 200_000) {
          // An agent that rests that long between calls does not keep its core busy.
          LockSupport.parkNanos(left - 100_000);
        } else {
          Thread.onSpinWait();
        }
        left = nextNanos - System.nanoTime();
      }
      allocatedBefore = threads.getCurrentThreadAllocatedBytes();
    }

    /** Counts what became of it. */
    @TearDown(Level.Invocation)
    public void count() {
      allocated += threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
      handed++;
      accepted += taken ? 1 : 0;
    }

    /** Adds this agent's counts to those of all. */
    @TearDown(Level.Iteration)
    public void end(Target target) {
      target.handed.add(handed);
      target.accepted.add(accepted);
      target.allocated.add(allocated);
    }
  }

  /** The wait. */
  @Benchmark
  public boolean hand(Target target, Agent agent) {
    Object event = target.makes ? target.pipe.event(agent.call) : agent.event;
    agent.taken = target.pipe.hand(event);
    return agent.taken;
  }
}
