// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.LoopbackSqs.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The client with AWS's own client under it, against a server that misbehaves. */
final class LoopbackTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Logger LOGGER = Logger.getLogger(TraceClient.class.getName());

  private final LoopbackSqs sqs = LoopbackSqs.start();
  private final List<TraceClient> clients = new ArrayList<>();

  @AfterEach
  void stop() {
    clients.forEach(client -> client.close(Duration.ZERO));
    sqs.close();
  }

  @Test
  void flush_goodSink_takesOneConnectionForAll() {
    TraceClient client = client(builder());
    for (int i = 0; i < 50; i++) {
      client.record(Events.numbered(i));
      assertThat(client.flush(LONG)).isTrue();
    }

    assertThat(sqs.numbers()).hasSize(50).doesNotHaveDuplicates();
    assertThat(sqs.connections()).isEqualTo(1);
  }

  @Test
  void close_drained_leavesNoThreadAndNoSocket() {
    TraceClient client = client(builder());
    client.record(Events.numbered(1));
    long threads = senderThreads();

    assertThat(client.close(LONG)).isTrue();
    await(() -> senderThreads() < threads && sqs.openConnections() == 0);
  }

  @Test
  void record_sinkNeverAnswers_isAsQuickAndLosesOnlyWhatDoesNotFit() {
    sqs.always(bodies -> Reply.none());
    TraceClient client =
        client(builder().maxQueueSize(1_000).requestTimeout(Duration.ofSeconds(5)));
    long[] nanos = new long[20_000];
    for (int i = 0; i < nanos.length; i++) {
      TraceEvent event = Events.numbered(i);
      long start = System.nanoTime();
      client.record(event);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);

    ClientStats stats = client.stats();
    assertThat(TimeUnit.NANOSECONDS.toMicros(nanos[nanos.length / 2])).isLessThan(50);
    assertThat(TimeUnit.NANOSECONDS.toMillis(nanos[nanos.length * 999 / 1000])).isLessThan(20);
    assertThat(stats.queued() + stats.inFlight()).isEqualTo(1_000);
    assertThat(stats.dropped(DropReason.QUEUE_FULL)).isEqualTo(19_000);
    long before = System.nanoTime();
    assertThat(client.close(Duration.ofMillis(100))).isFalse();
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before)).isLessThan(3);
    assertThat(client.stats().dropped(DropReason.SHUTDOWN)).isEqualTo(1_000);
  }

  @Test
  void close_sinkNeverAnswers_breaksTheRequestOff() {
    long before = senderThreads();
    sqs.always(bodies -> Reply.none());
    TraceClient client = client(builder().requestTimeout(Duration.ofMinutes(5)));
    client.record(Events.numbered(1));
    await(() -> !sqs.requests().isEmpty());
    client.close(Duration.ofMillis(50));

    await(() -> senderThreads() == before);
  }

  @Test
  void flush_sinkAnswersTooLate_triesAgain() {
    sqs.always(bodies -> sqs.requests().size() == 1 ? Reply.none() : Reply.ok());
    TraceClient client = client(builder().requestTimeout(Duration.ofMillis(300)));
    client.record(Events.numbered(1));

    assertThat(client.flush(LONG)).isTrue();
    assertThat(sqs.requests()).hasSize(2);
    assertThat(client.stats().retries()).isEqualTo(1);
  }

  @Test
  void record_slowCredentials_doesNotWaitForThem() {
    var asked = new AtomicInteger();
    TraceClient client =
        client(
            TraceClient.builder(sqs.queueUrl())
                .linger(Duration.ZERO)
                .sqsClient(() -> slowClient(asked)));
    long worst = 0;
    for (int i = 0; i < 1_000; i++) {
      TraceEvent event = Events.numbered(i);
      long start = System.nanoTime();
      client.record(event);
      worst = Math.max(worst, System.nanoTime() - start);
    }

    assertThat(client.flush(LONG)).isTrue();
    assertThat(TimeUnit.NANOSECONDS.toMillis(worst)).isLessThan(300);
    assertThat(asked.get()).isPositive();
    assertThat(sqs.numbers()).hasSize(1_000);
  }

  @Test
  void flush_partialFailures_deliversEachGoodMessageOnce() {
    sqs.always(
        bodies ->
            sqs.requests().size() == 1
                ? Reply.partial(Map.of(0, "internalError", 2, "InvalidMessageContents"))
                : Reply.ok());
    TraceClient client = client(builder().maxQueueBytes(64 << 20));
    for (int i = 0; i < 300; i++) {
      client.record(Events.large(i));
    }

    assertThat(client.flush(LONG)).isFalse();
    ClientStats stats = client.stats();
    assertThat(stats.dropped(DropReason.REJECTED)).isBetween(20L, 60L);
    assertThat(sqs.numbers())
        .hasSize((int) (300 - stats.dropped(DropReason.REJECTED)))
        .doesNotHaveDuplicates();
    assertThat(stats.retries()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RequestThrottled", "ThrottlingException", "OverLimit", "KmsThrottled"})
  void flush_messageThrottledAsTheSendersFault_triesAgain(String code) {
    sqs.always(bodies -> sqs.requests().size() == 1 ? Reply.partial(Map.of(0, code)) : Reply.ok());
    TraceClient client = client(builder());
    client.record(Events.numbered(1));

    assertThat(client.flush(LONG)).isTrue();
    assertThat(client.stats().retries()).isEqualTo(1);
    assertThat(sqs.numbers()).containsExactly(1);
  }

  @Test
  void warning_messageRejected_namesTheCodeOfSqs() {
    sqs.always(bodies -> Reply.partial(Map.of(0, "InvalidMessageContents")));
    var warnings = new CopyOnWriteArrayList<String>();
    Handler handler = handler(warnings::add);
    LOGGER.addHandler(handler);
    try {
      TraceClient client = client(builder());
      client.record(Events.numbered(1));
      assertThat(client.flush(LONG)).isFalse();
      await(() -> !warnings.isEmpty());
    } finally {
      LOGGER.removeHandler(handler);
    }

    assertThat(warnings.get(0))
        .contains("dropped 1 (rejected)", "last failure: InvalidMessageContents: scripted");
  }

  @Test
  void record_textOfTwoMebibytes_isCutAndHoldsNoMoreThanItsPreview() {
    TraceClient client = client(builder());
    TraceEvent event =
        Events.builder(1)
            .promptPreview("x".repeat(2 << 20))
            .decisionSummary("\ud83d\ude00".repeat(1 << 20))
            .tag("note", "y".repeat(2 << 20))
            .build();

    assertThat(client.record(event)).isTrue();
    assertThat(client.record(Events.numbered(2))).isTrue();
    assertThat(client.stats().pendingBytes()).isLessThan(6_000);
    assertThat(client.flush(LONG)).isTrue();
    assertThat(sqs.numbers()).containsExactly(1, 2);
    assertThat(sqs.requests().toString()).hasSizeLessThan(10_000);
  }

  @Test
  void record_namesOfTwoMebibytes_areCut() {
    TraceClient client = client(builder());
    TraceEvent.Builder longName =
        TraceEvent.builder("cto", "m".repeat(2 << 20)).inputTokens(1).outputTokens(1);
    TraceEvent.Builder longSlug =
        TraceEvent.builder("s".repeat(2 << 20), "m").inputTokens(2).outputTokens(1);

    assertThat(client.record(longName.provider("p".repeat(2 << 20)).build())).isTrue();
    assertThat(client.record(longSlug.tag("t".repeat(2 << 20), "v").build())).isTrue();
    assertThat(client.stats().pendingBytes()).isLessThan(6_000);
    client.flush(LONG);
    assertThat(sqs.numbers()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "400, QueueDoesNotExist, QUEUE_MISSING",
    "400, AWS.SimpleQueueService.NonExistentQueue, QUEUE_MISSING",
    "404, InvalidAddress, QUEUE_MISSING",
    "403, AccessDeniedException, UNAUTHORIZED",
    "400, AccessDeniedException, UNAUTHORIZED",
    "400, NotAuthorized, UNAUTHORIZED",
    "403, InvalidClientTokenId, UNAUTHORIZED",
    "400, KmsAccessDenied, UNAUTHORIZED",
    "500, InternalFailure, DELIVERY_TIMEOUT",
    "503, ServiceUnavailable, DELIVERY_TIMEOUT",
    "400, RequestThrottled, DELIVERY_TIMEOUT",
    "400, ThrottlingException, DELIVERY_TIMEOUT",
    "400, UnsupportedOperation, REJECTED",
  })
  void record_requestRefusedForGood_isDroppedForTheRightReason(
      int status, String code, DropReason reason) {
    sqs.always(bodies -> Reply.error(status, code));
    TraceClient client = client(builder().deliveryTimeout(Duration.ofMillis(200)));
    client.record(Events.numbered(1));

    assertThat(client.flush(LONG)).isFalse();
    assertThat(client.stats().dropped(reason)).isEqualTo(1);
  }

  @Test
  void flush_sinkClosesEachConnection_deliversAll() {
    TraceClient client = client(builder());
    for (int i = 0; i < 20; i++) {
      client.record(Events.numbered(i));
      assertThat(client.flush(LONG)).isTrue();
      sqs.closeConnections();
    }

    assertThat(sqs.numbers()).contains(0, 7, 19).hasSizeGreaterThanOrEqualTo(20);
    assertThat(client.stats().delivered()).isEqualTo(20);
  }

  @Test
  void warning_handlerRecordsEvents_doesNotFeedItself() {
    sqs.always(bodies -> Reply.error(403, "AccessDeniedException"));
    TraceClient client = client(builder().deliveryTimeout(Duration.ofMillis(100)));
    var warnings = new AtomicInteger();
    Handler handler =
        handler(
            warning -> {
              warnings.incrementAndGet();
              client.record(Events.numbered(1_000));
              client.flush(LONG);
              client.close(LONG);
            });
    LOGGER.addHandler(handler);
    try {
      client.record(Events.numbered(1));
      await(() -> client.stats().dropped(DropReason.REENTRANT) > 0);
    } finally {
      LOGGER.removeHandler(handler);
    }

    assertThat(warnings.get()).isEqualTo(1);
    assertThat(client.stats().dropped(DropReason.REENTRANT)).isEqualTo(1);
  }

  private static Handler handler(Consumer<String> warnings) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        warnings.accept(line.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private TraceClient.Builder builder() {
    return TraceClient.builder(sqs.queueUrl()).linger(Duration.ofMillis(5));
  }

  private TraceClient client(TraceClient.Builder builder) {
    TraceClient client = builder.build();
    clients.add(client);
    return client;
  }

  private SqsClient slowClient(AtomicInteger asked) {
    return SqsClient.builder()
        .endpointOverride(URI.create(sqs.queueUrl()).resolve("/"))
        .region(Region.US_EAST_1)
        .checksumValidationEnabled(false)
        .credentialsProvider(
            () -> {
              asked.incrementAndGet();
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700));
              return AwsBasicCredentials.create("test", "test");
            })
        .build();
  }

  private static long senderThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("tracequeue-sender"))
        .count();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("nanoseconds over the deadline").isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }
}
