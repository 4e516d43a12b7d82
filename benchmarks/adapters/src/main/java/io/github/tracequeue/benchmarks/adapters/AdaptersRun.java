// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.adapters;

import com.sun.management.ThreadMXBean;
import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.client.SendResult;
import io.github.tracequeue.client.TraceClient;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Makes blocks of calls without and with an adapter, in turns, and measures the time and the
 * allocated bytes of a call on the agent's thread. The client sends to nowhere; it is flushed
 * between the blocks, so that no call is refused.
 */
public final class AdaptersRun {
  private static final int CALLS_IN_A_BLOCK = 200;
  private static final Duration FLUSH = Duration.ofSeconds(10);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final TraceClient traces = TraceClient.builder(bodies -> SendResult.accepted()).build();
  private final Runnable plain;
  private final Runnable adapted;

  private AdaptersRun(FrameworkCall call) {
    plain = call.create(null);
    adapted =
        call.create(AdapterOptions.fromEnvironment().withTraces(traces).withAgent("benchmark"));
  }

  /**
   * Arguments: the name of a {@link FrameworkCall}, and the numbers of blocks to warm up and to
   * measure.
   */
  public static void main(String[] args) throws Exception {
    ClassLoader classes = WithoutInterceptors.ofTheClassPath();
    Thread.currentThread().setContextClassLoader(classes);
    classes
        .loadClass(AdaptersRun.class.getName())
        .getDeclaredMethod("run", String[].class)
        .invoke(null, (Object) args);
  }

  /** Called by its name, from the other class loader. */
  public static void run(String[] args) {
    AdaptersRun run = new AdaptersRun(FrameworkCall.valueOf(args[0]));
    run.measure(Integer.parseInt(args[1]));
    System.out.println("RESULT " + run.measure(Integer.parseInt(args[2])));
    System.exit(0);
  }

  private String measure(int blocks) {
    long before = traces.stats().delivered();
    double[] alone = new double[blocks];
    double[] added = new double[blocks];
    double[] addedBytes = new double[blocks];
    for (int i = 0; i < blocks; i++) {
      Block without = block(plain);
      Block with = block(adapted);
      traces.flush(FLUSH);
      alone[i] = without.nanos;
      added[i] = with.nanos - without.nanos;
      addedBytes[i] = with.bytes - without.bytes;
    }
    long recorded = traces.stats().delivered() - before;
    return String.format(
        Locale.ROOT,
        "{\"alone\":%.1f,\"added\":%.1f,\"addedBytes\":%.1f,\"recorded\":%.4f}",
        median(alone),
        median(added),
        median(addedBytes),
        (double) recorded / blocks / CALLS_IN_A_BLOCK);
  }

  /** The mean of the calls in a block. */
  private record Block(double nanos, double bytes) {}

  private static Block block(Runnable call) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    for (int i = 0; i < CALLS_IN_A_BLOCK; i++) {
      call.run();
    }
    long nanos = System.nanoTime() - start;
    return new Block(
        (double) nanos / CALLS_IN_A_BLOCK,
        (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / CALLS_IN_A_BLOCK);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
