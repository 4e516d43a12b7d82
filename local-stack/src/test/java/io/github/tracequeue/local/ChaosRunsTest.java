// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many small runs of the whole pipeline, each under faults that come from its seed. {@code
 * -Dchaos.runs=N} sets how many, {@code -Dchaos.seed=N} repeats one.
 */
final class ChaosRunsTest {
  private static final int AT_ONCE = 8;

  static {
    System.setProperty("http.maxConnections", "50");
  }

  @Test
  void run_underSeededFaults_everythingIsStoredOnceAndAccountedFor() throws Exception {
    Long only = Long.getLong("chaos.seed");
    List<Long> seeds =
        only != null
            ? List.of(only)
            : LongStream.rangeClosed(1, Integer.getInteger("chaos.runs", 30)).boxed().toList();
    Queue<ChaosRun.Endured> endured = new ConcurrentLinkedQueue<>();
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "chaos");
              thread.setDaemon(true);
              return thread;
            });
    long start = System.nanoTime();
    try (ChaosServices services = ChaosServices.start()) {
      Semaphore slots = new Semaphore(AT_ONCE);
      CountDownLatch done = new CountDownLatch(seeds.size());
      for (long seed : seeds) {
        slots.acquire();
        threads.execute(
            () -> {
              try (ChaosRun run = new ChaosRun(services, seed, threads)) {
                endured.add(run.run());
              } catch (Exception | AssertionError e) {
                failures.add("-Dchaos.seed=" + seed + ": " + e);
              } finally {
                slots.release();
                done.countDown();
              }
            });
      }
      done.await();
    } finally {
      threads.shutdownNow();
    }
    report(endured, (System.nanoTime() - start) / 1_000_000_000);
    assertThat(failures)
        .as("failed runs of %d; each repeats with its seed", seeds.size())
        .isEmpty();
    assertThat(endured).hasSize(seeds.size());
  }

  private static void report(Queue<ChaosRun.Endured> endured, long seconds) {
    Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    endured.forEach(
        run -> run.faults().forEach((fault, times) -> faults.merge(fault, times, Integer::sum)));
    System.out.printf(
        "chaos: %,d runs in %,d s: %,d calls and %,d copies, %,d invocations, %,d killed; %,d"
            + " dropped by clients, %,d sampled out; metrics exact in %,d runs, %,d batches would count twice;"
            + " faults %s%n",
        endured.size(),
        seconds,
        endured.stream().mapToInt(ChaosRun.Endured::events).sum(),
        endured.stream().mapToInt(ChaosRun.Endured::copies).sum(),
        endured.stream().mapToInt(ChaosRun.Endured::invocations).sum(),
        endured.stream().mapToInt(ChaosRun.Endured::kills).sum(),
        endured.stream().mapToLong(ChaosRun.Endured::dropped).sum(),
        endured.stream().mapToInt(ChaosRun.Endured::sampledOut).sum(),
        endured.stream().filter(ChaosRun.Endured::exact).count(),
        endured.stream().mapToInt(ChaosRun.Endured::doubled).sum(),
        faults);
  }
}
