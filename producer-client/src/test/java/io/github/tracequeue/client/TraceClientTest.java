// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceClientTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/traces";

  private final ScriptedSender sender = new ScriptedSender();
  private final LiveClient live = LiveClient.of(sender);
  private final TraceClient client = live.client;

  @Test
  void build_unused_startsNoThread() {
    long before = senderThreads();
    try (TraceClient unused = TraceClient.builder(URL).build()) {
      assertThat(unused.stats().recorded()).isZero();
      assertThat(senderThreads()).isEqualTo(before);
    }
  }

  @Test
  void builder_badSetting_failsAndNamesIt() {
    assertThatThrownBy(() -> TraceClient.builder("traces"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("queueUrl")
        .hasMessageContaining("traces");
    assertThatThrownBy(() -> TraceClient.builder(URL).maxQueueSize(0).build())
        .hasMessageContaining("maxQueueSize")
        .hasMessageContaining("0");
    assertThatThrownBy(() -> TraceClient.builder(URL).maxQueueBytes(1).build())
        .hasMessageContaining("maxQueueBytes");
    assertThatThrownBy(() -> TraceClient.builder(URL).linger(Duration.ofMillis(-1)).build())
        .hasMessageContaining("linger");
    assertThatThrownBy(() -> TraceClient.builder(URL).deliveryTimeout(Duration.ZERO).build())
        .hasMessageContaining("deliveryTimeout");
    assertThatThrownBy(() -> TraceClient.builder(URL).requestTimeout(Duration.ofHours(1)).build())
        .hasMessageContaining("requestTimeout");
    assertThatThrownBy(() -> TraceClient.builder(URL).hashPrompts(new byte[0]))
        .hasMessageContaining("key");
    assertThatThrownBy(() -> TraceClient.builder(URL + ".fifo").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FIFO");
  }

  @Test
  void fromEnvironment_noQueueUrl_isDisabledAndCounts() {
    try (TraceClient disabled = TraceClient.Builder.fromEnvironment(Map.of())) {
      assertThat(disabled.record(Events.numbered(1))).isFalse();
      assertThat(disabled.flush(LONG)).isTrue();
      assertThat(disabled.close(LONG)).isTrue();
      assertThat(disabled.stats().recorded()).isEqualTo(1);
      assertThat(disabled.stats().dropped(DropReason.DISABLED)).isEqualTo(1);
    }
  }

  @Test
  void fromEnvironment_malformedQueueUrl_fails() {
    assertThatThrownBy(
            () ->
                TraceClient.Builder.fromEnvironment(
                    Map.of(TraceClient.QUEUE_URL_VARIABLE, "traces")))
        .hasMessageContaining("traces");
  }

  @Test
  void record_queueFilledWhileThereWasNoThread_isEmptiedOnceThereIsOne() {
    var exhausted = new AtomicBoolean(true);
    TraceClient small =
        client(
            LiveClient.options(4),
            work -> {
              if (exhausted.get()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              return Worker.daemon(work);
            });
    for (int i = 0; i < 5; i++) {
      assertThat(small.record(Events.numbered(i))).isEqualTo(i < 4);
    }
    exhausted.set(false);
    assertThat(small.record(Events.numbered(5))).isFalse();

    assertThat(small.close(LONG)).isTrue();
    assertThat(sender.numbers()).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void record_invalidAfterClose_startsNoThread() {
    var started = new AtomicInteger();
    TraceClient closed =
        client(
            LiveClient.options(4),
            work -> {
              started.incrementAndGet();
              return Worker.daemon(work);
            });
    assertThat(closed.close(LONG)).isTrue();
    assertThat(closed.record(TraceEvent.builder("", "").build())).isFalse();

    assertThat(started).hasValue(0);
    assertThat(closed.stats().dropped(DropReason.INVALID)).isEqualTo(1);
  }

  /** A hash weighs as much as a text of sixteen letters. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "sixteen letters!"})
  void record_memoryShortAndHashNoShorter_keepsTheText(String text) {
    var simulation = new Simulation(Simulation.options(1_000, 65_536), 1);
    for (int i = 0; simulation.stats().pendingBytes() <= 49_152; i++) {
      simulation.client.record(Events.numbered(i));
    }
    assertThat(simulation.client.record(Events.builder(998).promptPreview(text).build())).isTrue();
    assertThat(simulation.stats().degraded()).isZero();
    // Memory is short indeed.
    assertThat(simulation.client.record(Events.large(999))).isTrue();
    assertThat(simulation.stats().degraded()).isEqualTo(1);

    simulation.settle();
    assertThat(String.join("", simulation.sender.acknowledged()))
        .contains("\"prompt_preview\":\"" + text + "\"");
  }

  @Test
  void record_invalidEvent_isRefusedAndLoggedWithoutItsText() {
    TraceEvent invalid =
        TraceEvent.builder("?!", "m")
            .inputTokens(1)
            .outputTokens(1)
            .latencyMillis(1)
            .promptPreview("secret")
            .build();
    assertThat(client.record(invalid)).isFalse();
    client.record(Events.numbered(1));
    client.flush(LONG);
    client.record(Events.numbered(2));
    assertThat(client.flush(LONG)).isTrue();

    assertThat(client.stats().dropped(DropReason.INVALID)).isEqualTo(1);
    assertThat(live.warnings)
        .singleElement()
        .asString()
        .contains("dropped 1 (invalid)", "agent_slug has no ASCII letter or digit")
        .doesNotContain("secret");
    client.close();
  }

  @Test
  @SuppressWarnings("NullAway") // Agents pass nulls.
  void record_null_isRefused() {
    assertThat(client.record((TraceEvent) null)).isFalse();
    assertThat(client.record((RunEvent) null)).isFalse();
    assertThat(client.stats().dropped(DropReason.INVALID)).isEqualTo(2);
    client.close();
  }

  @Test
  void record_runWithoutStatus_isRefused() {
    RunEvent event = RunEvent.builder("cto", "r-1", null).build();

    assertThat(event).hasToString("RunEvent[cto, r-1, null]");
    assertThat(client.record(event)).isFalse();
    assertThat(client.stats().dropped(DropReason.INVALID)).isEqualTo(1);
    client.close();
  }

  @Test
  @SuppressWarnings("NullAway") // Agents pass nulls.
  void startRun_nullParent_startsANewTrace() {
    try (Run run = client.startRun("cto", null)) {
      assertThat(run.context().parentSpanId()).isNull();
    }
    assertThat(client.flush(LONG)).isTrue();
    assertThat(client.stats().delivered()).isEqualTo(2);
    client.close();
  }

  @Test
  void flushAndClose_nullTimeout_doNotWait() {
    assertThat(client.flush(null)).isTrue();
    client.record(Events.numbered(1));
    assertThat(client.flush(LONG)).isTrue();
    assertThat(client.close(null)).isTrue();
  }

  @Test
  void record_afterClose_isRefused() {
    client.close();

    assertThat(client.record(Events.numbered(1))).isFalse();
    assertThat(client.stats().dropped(DropReason.SHUTDOWN)).isEqualTo(1);
    assertThat(client.flush(LONG)).isTrue();
    assertThat(client.close(LONG)).isTrue();
  }

  @Test
  void record_queueFull_isRefused() {
    var release = new CountDownLatch(1);
    sender.always(
        bodies -> {
          await(release);
          return ScriptedSender.ok();
        });
    var small = new LiveClient(LiveClient.options(4), sender);
    for (int i = 0; i < 10; i++) {
      assertThat(small.client.record(Events.numbered(i))).isEqualTo(i < 4);
    }

    assertThat(small.client.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(6);
    release.countDown();
    assertThat(small.client.flush(LONG)).isTrue();
    assertThat(small.client.record(Events.numbered(10))).isTrue();
    small.client.close();
  }

  @Test
  void record_memoryShort_keepsHashAndDropsText() {
    var release = new CountDownLatch(1);
    sender.always(
        bodies -> {
          await(release);
          return ScriptedSender.ok();
        });
    var small =
        new LiveClient(
            new Options(
                8_192,
                65_536,
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                null,
                false),
            sender);
    int accepted = 0;
    while (small.client.record(Events.large(accepted))) {
      accepted++;
    }
    ClientStats stats = small.client.stats();
    release.countDown();
    assertThat(small.client.flush(LONG)).isTrue();

    assertThat(stats.degraded()).isBetween(1L, accepted - 10L);
    assertThat(stats.pendingBytes()).isBetween(60_000L, 65_536L);
    String hash = PromptHash.plain().of("p".repeat(200));
    String all = String.join("", sender.acknowledged());
    assertThat(occurrences(all, "\"degraded\":true")).isEqualTo((int) stats.degraded());
    assertThat(occurrences(all, "\"prompt_hash\":\"" + hash + "\""))
        .isEqualTo((int) stats.degraded());
    assertThat(occurrences(all, "\"prompt_preview\"")).isEqualTo(accepted - (int) stats.degraded());
    assertThat(occurrences(all, "\"decision_summary\""))
        .isEqualTo(accepted - (int) stats.degraded());
    small.client.close();
  }

  @Test
  void record_fromTheSendersThread_isRefused() {
    sender.always(
        bodies -> {
          assertThat(client.record(Events.numbered(99))).isFalse();
          assertThat(client.flush(LONG)).isFalse();
          return ScriptedSender.ok();
        });
    client.record(Events.numbered(1));
    assertThat(client.flush(LONG)).isTrue();

    assertThat(client.stats().dropped(DropReason.REENTRANT)).isEqualTo(1);
    assertThat(sender.requests()).hasSize(1);
    assertThat(live.warnings).isEmpty();
    client.close();
  }

  @Test
  void close_nothingPending_isTrueAndEndsTheThread() {
    client.record(Events.numbered(1));

    assertThat(client.close(LONG)).isTrue();
    assertThat(client.close(LONG)).isTrue();
    assertThat(sender.isClosed()).isTrue();
    assertThat(sender.numbers()).containsExactly(1);
    assertThat(client.stats().delivered()).isEqualTo(1);
  }

  @Test
  void close_sinkNeverAnswers_countsTheRestInTime() {
    var release = new CountDownLatch(1);
    sender.always(
        bodies -> {
          await(release);
          return ScriptedSender.ok();
        });
    client.record(Events.numbered(1));
    client.record(Events.numbered(2));
    long start = System.nanoTime();
    boolean drained = client.close(Duration.ofMillis(200));
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    ClientStats stats = client.stats();
    release.countDown();

    assertThat(drained).isFalse();
    assertThat(took).isBetween(200L, 2_000L);
    assertThat(stats.dropped(DropReason.SHUTDOWN)).isEqualTo(2);
    assertThat(stats.queued() + stats.inFlight()).isZero();
    assertThat(sender.aborts()).isPositive();
    assertThat(live.warnings)
        .anySatisfy(warning -> assertThat(warning).contains("closed before 2 events were sent"));
    assertThat(client.close(LONG)).isFalse();
  }

  @Test
  void close_interruptedThread_stillDrains() {
    client.record(Events.numbered(1));
    Thread.currentThread().interrupt();
    boolean drained = client.close(LONG);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(drained).isTrue();
    assertThat(sender.numbers()).containsExactly(1);
  }

  @Test
  void flush_nothingRecorded_isTrueAndStartsNoThread() {
    long before = senderThreads();
    assertThat(client.flush(LONG)).isTrue();
    assertThat(senderThreads()).isEqualTo(before);
  }

  @Test
  void flushAfter_handlerReturns_hasDeliveredBefore() throws Exception {
    String answer =
        client.flushAfter(
            () -> 10_000,
            () -> {
              client.record(Events.numbered(1));
              return "done";
            });

    assertThat(answer).isEqualTo("done");
    assertThat(sender.numbers()).containsExactly(1);
    client.close();
  }

  @Test
  void flushAfter_handlerThrows_deliversAndThrowsOn() {
    assertThatThrownBy(
            () ->
                client.flushAfter(
                    () -> 10_000,
                    () -> {
                      client.record(Events.numbered(1));
                      throw new IOException("the handler's own");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the handler's own");
    assertThat(sender.numbers()).containsExactly(1);
    client.close();
  }

  @Test
  void flushAfter_littleTimeLeft_returnsBeforeItIsOver() throws Exception {
    var release = new CountDownLatch(1);
    sender.always(
        bodies -> {
          await(release);
          return ScriptedSender.ok();
        });
    long start = System.nanoTime();
    client.flushAfter(() -> 300, () -> client.record(Events.numbered(1)));
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    release.countDown();

    assertThat(took).isBetween(150L, 1_500L);
    client.close();
  }

  @Test
  void sender_thread_isADaemonWithoutAClassLoader() {
    var seen = new CompletableFuture<Thread>();
    sender.always(
        bodies -> {
          seen.complete(Thread.currentThread());
          return ScriptedSender.ok();
        });
    client.record(Events.numbered(1));
    client.flush(LONG);

    assertThat(seen.join().isDaemon()).isTrue();
    assertThat(seen.join().getContextClassLoader()).isNull();
    client.close();
  }

  @Test
  void sender_interruptedByForeignCode_goesOn() {
    var worker = new CompletableFuture<Thread>();
    sender.always(
        bodies -> {
          worker.complete(Thread.currentThread());
          return ScriptedSender.ok();
        });
    for (int i = 0; i < 20; i++) {
      client.record(Events.numbered(i));
      assertThat(client.flush(LONG)).isTrue();
      worker.join().interrupt();
    }

    assertThat(sender.numbers()).hasSize(20);
    assertThat(client.close(LONG)).isTrue();
  }

  private TraceClient client(Options options, ThreadFactory threads) {
    return new QueuedTraceClient(options, sender, LiveClient.platform(live.warnings, threads));
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static long senderThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("tracequeue-sender"))
        .count();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
