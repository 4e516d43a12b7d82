// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static io.github.tracequeue.consumer.TestConsumer.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import io.github.tracequeue.store.TableOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Which calls count as a change of prompt. Times are seconds; a prompt is given as its hash. */
@Timeout(60)
final class PromptWatchTest {

  private static final Map<String, StoredTrace> UNKNOWN = Map.of();

  private final PromptWatch watch = watching("cto", "sre");

  @Test
  void changes_firstCallOfAll_isNone() {
    assertThat(watch.changes(List.of(stored("cto", 1, "a")), UNKNOWN)).isEmpty();
  }

  @Test
  void changes_otherPromptThanBefore_isOneAndTheSameAgainIsNone() {
    watch.changes(List.of(stored("cto", 1, "a")), UNKNOWN);

    assertThat(times(watch.changes(List.of(stored("cto", 2, "b")), UNKNOWN))).containsExactly(2L);
    assertThat(watch.changes(List.of(stored("cto", 3, "b")), UNKNOWN)).isEmpty();
    assertThat(times(watch.changes(List.of(stored("cto", 4, "a")), UNKNOWN))).containsExactly(4L);
  }

  @Test
  void changes_withinABatch_areFoundInTheOrderOfTime() {
    List<PlannedWrite> batch =
        List.of(
            stored("cto", 4, "b"),
            stored("cto", 1, "a"),
            stored("cto", 3, "b"),
            stored("cto", 2, "a"),
            stored("sre", 2, "x"),
            stored("sre", 5, "y"));

    assertThat(times(watch.changes(batch, UNKNOWN))).containsExactly(3L, 5L);
  }

  @Test
  void changes_earlierPromptInTheTable_isComparedWith() {
    Map<String, StoredTrace> earlier = Map.of("cto", call("cto", 1, "a", null));

    assertThat(times(watch.changes(List.of(stored("cto", 2, "b")), earlier))).containsExactly(2L);
    // Known by now: what another invocation had read before is older.
    assertThat(watch.changes(List.of(stored("cto", 3, "b")), earlier)).isEmpty();
  }

  @Test
  void changes_lateCall_isNoneAndChangesNothing() {
    watch.changes(List.of(stored("cto", 10, "b")), UNKNOWN);

    assertThat(watch.changes(List.of(stored("cto", 5, "a")), UNKNOWN)).isEmpty();
    assertThat(watch.changes(List.of(stored("cto", 10, "c")), UNKNOWN)).isEmpty();
    assertThat(watch.changes(List.of(stored("cto", 11, "b")), UNKNOWN)).isEmpty();
  }

  @Test
  void changes_callDatedAhead_isNoneAndHidesNoneBehindIt() {
    watch.changes(List.of(stored("cto", 1, "a")), UNKNOWN);

    assertThat(watch.changes(List.of(stored("cto", 3_600, "b")), UNKNOWN)).isEmpty();

    assertThat(times(watch.changes(List.of(stored("cto", 20, "c")), UNKNOWN))).containsExactly(20L);
    // A few minutes ahead is a clock that is not exact.
    assertThat(times(watch.changes(List.of(stored("cto", 290, "d")), UNKNOWN)))
        .containsExactly(290L);
  }

  @Test
  void changes_callsKnownToTheTable_areNoneButComparedWith() {
    Map<String, StoredTrace> earlier = Map.of("cto", call("cto", 1, "a", null));
    List<PlannedWrite> batch =
        List.of(
            planned(call("cto", 2, "b", null), EventFate.REDELIVERED), stored("cto", 3, "b"),
            planned(call("cto", 4, "c", null), EventFate.DUPLICATE), stored("cto", 5, "c"));

    assertThat(watch.changes(batch, earlier)).isEmpty();
  }

  @Test
  void changes_callsThatAreNotStored_countForNothing() {
    watch.changes(List.of(stored("cto", 1, "a")), UNKNOWN);
    for (EventFate fate : List.of(EventFate.FAILED, EventFate.CONFLICT, EventFate.SAMPLED_OUT)) {
      assertThat(watch.changes(List.of(planned(call("cto", 2, "b", null), fate)), UNKNOWN))
          .as("%s", fate)
          .isEmpty();
    }

    assertThat(watch.changes(List.of(stored("cto", 3, "a")), UNKNOWN)).isEmpty();
  }

  @Test
  void changes_callWithoutAPrompt_isPassedOver() {
    watch.changes(List.of(stored("cto", 1, "a")), UNKNOWN);

    assertThat(watch.changes(List.of(stored("cto", 2, null)), UNKNOWN)).isEmpty();
    assertThat(times(watch.changes(List.of(stored("cto", 3, "b")), UNKNOWN))).containsExactly(3L);
  }

  @Test
  void changes_otherKeyOfHashes_isNone() {
    watch.changes(List.of(planned(call("cto", 1, "a", "k1"), EventFate.STORED)), UNKNOWN);

    assertThat(
            watch.changes(List.of(planned(call("cto", 2, "b", "k2"), EventFate.STORED)), UNKNOWN))
        .isEmpty();
    assertThat(
            times(
                watch.changes(
                    List.of(planned(call("cto", 3, "c", "k2"), EventFate.STORED)), UNKNOWN)))
        .containsExactly(3L);
  }

  @Test
  void changes_agentThatIsNotWatched_isNone() {
    watch.changes(List.of(stored("cost", 1, "a")), UNKNOWN);

    assertThat(watch.changes(List.of(stored("cost", 2, "b")), UNKNOWN)).isEmpty();
  }

  @Test
  void changes_manyInvocationsAtOnce_findOneChangeOnce() throws Exception {
    watch.changes(List.of(stored("cto", 0, "a")), UNKNOWN);
    int invocations = 8;
    CyclicBarrier start = new CyclicBarrier(invocations);
    List<Callable<List<StoredTrace>>> tasks = new ArrayList<>();
    for (int i = 1; i <= invocations; i++) {
      PlannedWrite event = stored("cto", i, "b");
      tasks.add(
          () -> {
            start.await();
            return watch.changes(List.of(event), UNKNOWN);
          });
    }
    List<StoredTrace> found = Collections.synchronizedList(new ArrayList<>());
    ExecutorService threads = Executors.newFixedThreadPool(invocations);
    try {
      for (Future<List<StoredTrace>> result : threads.invokeAll(tasks)) {
        found.addAll(result.get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(found).hasSize(1);
  }

  @Test
  void earlier_readThatFails_isUnknown() throws InterruptedException {
    Deadline end = Deadline.in(Duration.ofSeconds(30), System::nanoTime);

    assertThat(watch.earlier(List.of(stored("cto", 1, "a")), end)).isEmpty();
  }

  @Test
  void earlier_readThatHangs_isNotWaitedFor() throws InterruptedException {
    HangingTable table = new HangingTable(new CountDownLatch(1));
    Deadline end = Deadline.in(Duration.ofSeconds(30), System::nanoTime);

    Map<String, StoredTrace> earlier =
        watching(table, "cto").earlier(List.of(stored("cto", 1, "a")), end);
    table.answer().countDown();

    assertThat(earlier).isEmpty();
  }

  /** Over a table that can be written only. */
  private static PromptWatch watching(String... agents) {
    return watching(new ForwardingDynamoDb(put -> PutItemResponse.builder().build()), agents);
  }

  private static PromptWatch watching(DynamoDbClient table, String... agents) {
    return new PromptWatch(
        Set.of(agents),
        new EarlierPrompts(
            table,
            new TableOptions("t", Shards.ONE, Duration.ofDays(30)),
            InstantSource.fixed(NOW)),
        Workers.ofAtMost(2),
        InstantSource.fixed(NOW));
  }

  /** Answers queries when the test says so. */
  private record HangingTable(CountDownLatch answer) implements DynamoDbClient {

    @Override
    public QueryResponse query(QueryRequest request) {
      try {
        answer.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return QueryResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static List<Long> times(List<StoredTrace> calls) {
    return calls.stream().map(call -> Duration.between(NOW, call.timestamp()).toSeconds()).toList();
  }

  private static PlannedWrite stored(String agent, int seconds, @Nullable String hash) {
    return planned(call(agent, seconds, hash, null), EventFate.STORED);
  }

  private static PlannedWrite planned(StoredTrace call, EventFate fate) {
    PlannedWrite planned = new PlannedWrite.OfTrace("message", call, null);
    planned.fate(fate);
    return planned;
  }

  private static StoredTrace call(
      String agent, int seconds, @Nullable String hash, @Nullable String key) {
    return new StoredTrace(
        UUID.randomUUID().toString(),
        NOW.plusSeconds(seconds),
        agent,
        new Call(null, "m", null, 1, null, false, null, null, null, false, null),
        new Tokens(1, 1, 0, 0, 0, 0, true),
        CallCost.unpriced("unknown_model"),
        new TraceLinks(null, null, null, null, null),
        new Content(hash, key, null, false, Map.of()),
        1);
  }
}
