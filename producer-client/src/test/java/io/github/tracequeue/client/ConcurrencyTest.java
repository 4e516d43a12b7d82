// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConcurrencyTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScriptedSender sender = new ScriptedSender();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void stats_sampledUnderLoadAndFailures_alwaysAddUp() throws Exception {
    sender.always(unreliable(SendFailure.Kind.REJECTED));
    var live = new LiveClient(LiveClient.options(512), sender);
    var done = new AtomicBoolean();
    Future<Long> samples = threads.submit(() -> sample(live.client, done));
    Set<Integer> accepted = recordFrom(4, 5_000, live.client);
    boolean flushed = live.client.flush(LONG);
    done.set(true);

    ClientStats stats = live.client.stats();
    assertThat(samples.get()).isGreaterThan(100);
    assertThat(stats.recorded()).isEqualTo(20_000);
    assertThat(stats.delivered()).isEqualTo(sender.numbers().size());
    assertThat(stats.dropped(DropReason.REJECTED))
        .isEqualTo(accepted.size() - stats.delivered())
        .isPositive();
    assertThat(stats.dropped(DropReason.QUEUE_FULL)).isEqualTo(20_000 - accepted.size());
    assertThat(stats.queued() + stats.inFlight() + stats.pendingBytes()).isZero();
    assertThat(flushed).isFalse();
    assertThat(accepted).containsAll(sender.numbers());
    live.client.close();
  }

  @Test
  void flush_eightCallersAndAFailingSink_tellsEachTheTruth() throws Exception {
    sender.always(unreliable(SendFailure.Kind.TRANSIENT));
    LiveClient live = LiveClient.of(sender);
    var rejecting = new AtomicBoolean();
    var rejected = new AtomicInteger();
    var truths = new AtomicInteger();
    List<Callable<Void>> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int first = i * 100_000;
      callers.add(
          () -> {
            for (int round = 0; round < 40; round++) {
              if (first == 0 && round == 20) {
                sender.always(
                    bodies -> {
                      rejecting.set(true);
                      rejected.addAndGet(ScriptedSender.numbersOf(bodies.get(0)).size());
                      return ScriptedSender.failedEntry(0, SendFailure.Kind.REJECTED);
                    });
              }
              boolean couldSucceed = !rejecting.get();
              List<Integer> own = new ArrayList<>();
              for (int n = 0; n < 5; n++) {
                int number = first + round * 10 + n;
                assertThat(live.client.record(Events.numbered(number))).isTrue();
                own.add(number);
              }
              boolean flushed = live.client.flush(LONG);
              if (flushed) {
                truths.incrementAndGet();
                assertThat(sender.numbers()).containsAll(own);
              } else {
                assertThat(couldSucceed && !rejecting.get()).isFalse();
              }
            }
            return null;
          });
    }
    for (Future<Void> caller : threads.invokeAll(callers)) {
      caller.get();
    }

    assertThat(truths.get()).isBetween(40, 319);
    assertThat(rejected.get()).isPositive();
    assertThat(live.client.stats().dropped(DropReason.REJECTED)).isEqualTo(rejected.get());
    live.client.close();
  }

  @Test
  void flush_othersKeepRecording_isNotKeptWaiting() throws Exception {
    LiveClient live = LiveClient.of(sender);
    var done = new AtomicBoolean();
    Future<Integer> traffic =
        threads.submit(
            () -> {
              int number = 1_000;
              while (!done.get()) {
                live.client.record(Events.numbered(number++));
              }
              return number;
            });
    for (int round = 0; round < 20; round++) {
      live.client.record(Events.numbered(round));
      long start = System.nanoTime();
      live.client.flush(LONG);
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(5);
    }
    done.set(true);

    assertThat(traffic.get()).isPositive();
    live.client.close();
  }

  @Test
  void flush_sinkNeverAnswers_returnsFalseInTime() throws Exception {
    var release = new CountDownLatch(1);
    sender.always(
        bodies -> {
          await(release);
          return ScriptedSender.ok();
        });
    LiveClient live = LiveClient.of(sender);
    live.client.record(Events.numbered(1));
    long start = System.nanoTime();
    boolean flushed = live.client.flush(Duration.ofMillis(200));
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

    assertThat(flushed).isFalse();
    assertThat(took).isBetween(200L, 2_000L);
    release.countDown();
    assertThat(live.client.flush(LONG)).isTrue();
    live.client.close();
  }

  @Test
  void flush_interrupted_returnsAtOnceAndKeepsTheInterrupt() {
    var release = new CountDownLatch(1);
    sender.always(
        bodies -> {
          await(release);
          return ScriptedSender.ok();
        });
    LiveClient live = LiveClient.of(sender);
    live.client.record(Events.numbered(1));
    Thread.currentThread().interrupt();
    boolean flushed = live.client.flush(LONG);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(flushed).isFalse();
    release.countDown();
    live.client.close();
  }

  @Test
  void close_whileOthersRecord_countsEachEvent() throws Exception {
    for (int round = 0; round < 60; round++) {
      var roundSender = new ScriptedSender();
      LiveClient live = LiveClient.of(roundSender);
      var started = new CountDownLatch(2);
      List<Future<Integer>> recorders = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int first = i * 10_000_000;
        recorders.add(
            threads.submit(
                () -> {
                  int calls = 0;
                  started.countDown();
                  while (live.client.stats().dropped(DropReason.SHUTDOWN) == 0) {
                    for (int n = 0; n < 20; n++) {
                      live.client.record(Events.numbered(first + calls++));
                    }
                  }
                  return calls;
                }));
      }
      await(started);
      boolean drained = live.client.close(round % 2 == 0 ? LONG : Duration.ZERO);
      long calls = 0;
      for (Future<Integer> recorder : recorders) {
        calls += recorder.get();
      }

      ClientStats stats = live.client.stats();
      assertThat(stats.recorded()).isEqualTo(calls);
      assertThat(stats.delivered() + stats.droppedTotal()).isEqualTo(calls);
      assertThat(stats.queued() + stats.inFlight()).isZero();
      if (drained) {
        assertThat(stats.delivered()).isEqualTo(roundSender.numbers().size());
      } else {
        assertThat(stats.delivered()).isLessThanOrEqualTo(roundSender.numbers().size());
      }
    }
  }

  private long sample(TraceClient client, AtomicBoolean done) {
    long samples = 0;
    long recorded = 0;
    long delivered = 0;
    while (!done.get()) {
      ClientStats stats = client.stats();
      assertThat(stats.recorded())
          .isEqualTo(stats.delivered() + stats.droppedTotal() + stats.queued() + stats.inFlight())
          .isGreaterThanOrEqualTo(recorded);
      assertThat(stats.delivered()).isGreaterThanOrEqualTo(delivered);
      assertThat(stats.queued()).isNotNegative();
      assertThat(stats.inFlight()).isNotNegative();
      assertThat(stats.queued() + stats.inFlight()).isLessThanOrEqualTo(512 + 4);
      recorded = stats.recorded();
      delivered = stats.delivered();
      samples++;
    }
    return samples;
  }

  private Set<Integer> recordFrom(int recorders, int events, TraceClient client) throws Exception {
    Set<Integer> accepted = ConcurrentHashMap.newKeySet();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < recorders; i++) {
      int first = i * events;
      tasks.add(
          () -> {
            for (int n = first; n < first + events; n++) {
              if (client.record(Events.numbered(n))) {
                accepted.add(n);
              } else {
                // Lets the sender go on, so that there are requests enough.
                LockSupport.parkNanos(1_000);
              }
            }
            return null;
          });
    }
    for (Future<Void> task : threads.invokeAll(tasks)) {
      task.get();
    }
    return accepted;
  }

  /** Fails every eleventh request, and the first message of every seventh in the given way. */
  private static Function<List<String>, SendResult> unreliable(SendFailure.Kind kind) {
    var requests = new AtomicInteger();
    return bodies -> {
      int request = requests.incrementAndGet();
      if (request % 11 == 3) {
        return ScriptedSender.failed(SendFailure.Kind.TRANSIENT);
      }
      return request % 7 == 2 ? ScriptedSender.failedEntry(0, kind) : ScriptedSender.ok();
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
