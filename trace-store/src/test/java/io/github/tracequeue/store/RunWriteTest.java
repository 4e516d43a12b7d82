// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static io.github.tracequeue.store.Traces.NOON;
import static io.github.tracequeue.store.Traces.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class RunWriteTest {

  private static final String RUN = "2026-11-23T12:00:00.000Z#42";
  private static final WriteToken TOKEN = new WriteToken("message-1", "a1");

  private final DynamoDbClient client = DynamoDbLocal.client();
  private final String table = DynamoDbLocal.newTable(TableSchema::createTableRequest);
  private final TraceStore store =
      TraceStore.create(
          client,
          new TableOptions(table, new Shards(2), Duration.ofDays(30)),
          InstantSource.fixed(NOON));
  private final TraceReader reader =
      TraceReader.create(client, table, new Shards(2), InstantSource.fixed(NOON));

  @Test
  void put_terminalAfterRunning_replacesItAndKeepsItsStart() {
    store.put(run(RUN, "e1", Status.RUNNING, NOON, null), TOKEN);
    store.put(run(RUN, "e2", Status.SUCCEEDED, NOON.plusSeconds(60), "Done."), TOKEN);

    assertThat(reader.run("cto", RUN).orElseThrow())
        .returns(Status.SUCCEEDED, StoredRun::status)
        .returns(NOON, StoredRun::startedAt)
        .returns(NOON.plusSeconds(60), StoredRun::endedAt);
  }

  @Test
  void put_runningAfterTerminal_leavesTheStatus() {
    store.put(run(RUN, "e2", Status.FAILED, NOON.plusSeconds(60), "Gave up."), TOKEN);

    WriteOutcome late =
        store.put(run(RUN, "e1", Status.RUNNING, NOON.plusSeconds(90), null), TOKEN);

    assertThat(late).isEqualTo(WriteOutcome.INSERTED);
    assertThat(reader.run("cto", RUN).orElseThrow())
        .returns(Status.FAILED, StoredRun::status)
        .returns(NOON.plusSeconds(90), StoredRun::startedAt);
  }

  @Test
  void put_sameRunIdOfAnotherAgent_isAnotherRun() {
    StoredRun cto = run(RUN, "e1", Status.RUNNING, NOON, null);
    StoredRun sre = ofAgent("sre", run(RUN, "e2", Status.FAILED, NOON, "Gave up."));
    store.put(cto, TOKEN);

    assertThat(store.put(sre, TOKEN)).isEqualTo(WriteOutcome.INSERTED);

    assertThat(reader.run("cto", RUN)).contains(cto);
    assertThat(reader.run("sre", RUN)).contains(sre);
  }

  @Test
  void put_repairedFields_areThoseOfAllEvents() {
    store.put(repaired(run(RUN, "e1", Status.RUNNING, NOON, null), "started_at"), TOKEN);
    store.put(repaired(run(RUN, "e2", Status.SUCCEEDED, NOON, null), "status"), TOKEN);

    assertThat(reader.run("cto", RUN).orElseThrow().repaired())
        .containsExactlyInAnyOrder("started_at", "status");
  }

  @Test
  void put_eventThatIsIn_saysHowItCame() {
    StoredRun event = run(RUN, "e1", Status.RUNNING, NOON, null);
    store.put(event, TOKEN);

    assertThat(store.put(event, TOKEN)).isEqualTo(WriteOutcome.OWN_RETRY);
    assertThat(store.put(event, new WriteToken("message-1", "a2")))
        .isEqualTo(WriteOutcome.REDELIVERY);
    assertThat(store.put(event, new WriteToken("message-2", "a1")))
        .isEqualTo(WriteOutcome.PRODUCER_DUPLICATE);
    assertThat(
            store.put(
                run(RUN, "e1", Status.FAILED, NOON, "Other."), new WriteToken("message-2", "a1")))
        .isEqualTo(WriteOutcome.CONFLICT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void put_anyOrder_endsTheSame(long seed) {
    List<StoredRun> events = randomEvents(new Random(seed), 6);
    StoredRun expected = events.stream().reduce(StoredRun::merge).orElseThrow();
    for (int round = 0; round < 5; round++) {
      Collections.shuffle(events, new Random(seed * 31 + round));
      TraceStore fresh = freshStore();

      events.forEach(event -> fresh.put(event, TOKEN));

      assertThat(freshReader().run("cto", RUN)).contains(expected);
    }
  }

  @Test
  void put_concurrentEventsOfOneRun_losesNone() throws Exception {
    List<StoredRun> events =
        IntStream.range(0, 12)
            .mapToObj(i -> run(RUN, id(i), Status.RUNNING, NOON.plusSeconds(i), "Step " + i))
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<WriteOutcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        StoredRun event = events.get(i);
        WriteToken token = new WriteToken("message-" + i, "a1");
        outcomes.add(threads.submit(() -> store.put(event, token)));
      }
      for (Future<WriteOutcome> outcome : outcomes) {
        assertThat(outcome.get()).isEqualTo(WriteOutcome.INSERTED);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(reader.run("cto", RUN))
        .contains(events.stream().reduce(StoredRun::merge).orElseThrow());
  }

  private String freshTable = table;

  private TraceStore freshStore() {
    freshTable = DynamoDbLocal.newTable(TableSchema::createTableRequest);
    return TraceStore.create(
        client,
        new TableOptions(freshTable, Shards.ONE, Duration.ofDays(30)),
        InstantSource.fixed(NOON));
  }

  private TraceReader freshReader() {
    return TraceReader.create(client, freshTable, Shards.ONE, InstantSource.fixed(NOON));
  }

  private static List<StoredRun> randomEvents(Random random, int count) {
    List<StoredRun> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Status status = List.of(Status.values()).get(random.nextInt(3));
      Instant timestamp = NOON.plusSeconds(random.nextInt(3));
      String summary = random.nextBoolean() ? "Summary " + i : null;
      events.add(run(RUN, new UUID(random.nextLong(), i).toString(), status, timestamp, summary));
    }
    return events;
  }

  private static String id(int i) {
    return new UUID(0, i).toString();
  }

  private static StoredRun ofAgent(String agent, StoredRun run) {
    return new StoredRun(
        run.runId(),
        agent,
        run.latest(),
        run.startedAt(),
        run.endedAt(),
        run.summary(),
        run.traceId(),
        run.parentRunId(),
        run.eventIds());
  }

  private static StoredRun repaired(StoredRun run, String field) {
    return new StoredRun(
        run.runId(),
        run.agentSlug(),
        run.latest(),
        run.startedAt(),
        run.endedAt(),
        run.summary(),
        run.traceId(),
        run.parentRunId(),
        run.eventIds(),
        Set.of(field));
  }
}
