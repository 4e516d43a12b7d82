// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static io.github.tracequeue.store.QueryFixture.all;
import static io.github.tracequeue.store.QueryFixture.request;
import static io.github.tracequeue.store.Traces.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.testkit.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class TraceQueriesTest {

  private static final Comparator<StoredTrace> NEWEST_FIRST =
      Comparator.comparing(StoredTrace::timestamp).thenComparing(StoredTrace::eventId).reversed();

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 7", "3, 16", "4, 50", "5, 3", "6, 1"})
  void traces_pageByPage_listsEachCallOnceTheNewestFirst(long seed, int shards) {
    QueryFixture fixture = QueryFixture.withShards(shards);
    Random random = new Random(seed);
    List<StoredTrace> written = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      // Few distinct times, so that many calls share one.
      Instant time = NOON.minusSeconds(random.nextInt(60));
      written.add(fixture.call(random.nextBoolean() ? "cto" : "sre", time));
    }
    written.sort(NEWEST_FIRST);
    int limit = 1 + random.nextInt(40);

    assertThat(list(fixture, TraceQuery.ofAllAgents(), limit)).isEqualTo(written);
    assertThat(list(fixture, TraceQuery.ofAgent("sre"), limit))
        .isEqualTo(written.stream().filter(t -> t.agentSlug().equals("sre")).toList());
    TimeRange half = new TimeRange(NOON.minusSeconds(40), NOON.minusSeconds(10));
    assertThat(list(fixture, TraceQuery.ofAllAgents().within(half), limit))
        .isEqualTo(written.stream().filter(t -> half.contains(t.timestamp())).toList());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 4"})
  void traces_othersWriteMeanwhile_repeatsAndLosesNothing(long seed, int shards) {
    QueryFixture fixture = QueryFixture.withShards(shards);
    Random random = new Random(seed);
    List<StoredTrace> before = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      before.add(fixture.call("cto", NOON.minusSeconds(random.nextInt(600))));
    }
    List<StoredTrace> meanwhile = new ArrayList<>();

    List<StoredTrace> listed =
        all(
            cursor -> {
              Page<StoredTrace> page =
                  fixture.queries.traces(TraceQuery.ofAgent("cto"), request(cursor, 7));
              for (int i = 0; i < 5; i++) {
                meanwhile.add(fixture.call("cto", NOON.minusSeconds(random.nextInt(600))));
              }
              return page;
            });

    assertThat(listed)
        .doesNotHaveDuplicates()
        .containsAll(before)
        .isSortedAccordingTo(NEWEST_FIRST);
    assertThat(meanwhile).isNotEmpty().containsAll(without(listed, before));
  }

  @Test
  void traces_indexFullOfRuns_pageIsFullWhileMoreExists() {
    QueryFixture fixture = QueryFixture.withShards(1);
    for (int i = 0; i < 300; i++) {
      fixture.run("cto", Timestamps.format(NOON.minusMillis(i)) + "#r" + i, null, null);
    }
    for (int i = 0; i < 30; i++) {
      fixture.call("cto", NOON.minusMillis(10L * i));
    }

    Page<StoredTrace> first =
        fixture.queries.traces(TraceQuery.ofAgent("cto"), PageRequest.first(20));
    Page<StoredTrace> second =
        fixture.queries.traces(
            TraceQuery.ofAgent("cto"), PageRequest.from(first.next().orElseThrow(), 20));

    assertThat(first.items()).hasSize(20);
    assertThat(first.endedEarly()).isFalse();
    assertThat(second.items()).hasSize(10);
    assertThat(second.next()).isEmpty();
  }

  @Test
  void traces_exactlyOnePage_hasNoNext() {
    QueryFixture fixture = QueryFixture.withShards(3);
    for (int i = 0; i < 20; i++) {
      fixture.call("cto", NOON.minusSeconds(i));
    }

    Page<StoredTrace> page =
        fixture.queries.traces(TraceQuery.ofAllAgents(), PageRequest.first(20));

    assertThat(page.items()).hasSize(20);
    assertThat(page.next()).isEmpty();
  }

  @Test
  void traces_rareMatch_endsEarlySaysSoAndGoesOn() {
    QueryFixture fixture = QueryFixture.withShards(4);
    StoredTrace rare = fixture.call("cto", NOON.minusSeconds(500), "r-1", null);
    for (int i = 0; i < 400; i++) {
      fixture.call("cto", NOON.minusSeconds(i));
    }
    TraceQuery query = TraceQuery.ofAllAgents().matching(TraceFilter.ofRun("r-1"));

    Page<StoredTrace> first = fixture.queries.traces(query, new PageRequest(5, null, 100));
    List<StoredTrace> found =
        all(cursor -> fixture.queries.traces(query, new PageRequest(5, cursor.orElse(null), 100)));

    assertThat(first.items()).isEmpty();
    assertThat(first.endedEarly()).isTrue();
    assertThat(first.cost().examined()).isBetween(100L, 140L);
    assertThat(found).containsExactly(rare);
  }

  @Test
  void traces_expired_areLeftOut() {
    QueryFixture fixture = QueryFixture.withShards(1);
    fixture.call("cto", NOON);
    QueryFixture later = fixture.readAt(NOON.plus(Duration.ofDays(31)));

    assertThat(list(fixture, TraceQuery.ofAllAgents(), 5)).hasSize(1);
    assertThat(list(later, TraceQuery.ofAllAgents(), 5)).isEmpty();
    assertThat(list(later, TraceQuery.ofAgent("cto"), 5)).isEmpty();
  }

  @Test
  void traces_storedTwiceWhenShardsGrew_isListedOnce() {
    QueryFixture one = QueryFixture.withShards(1);
    StoredTrace call = one.call("cto", NOON);
    QueryFixture many = one.resharded(8);
    many.put(call);

    assertThat(new Shards(8).of(call.eventId())).isNotZero();
    assertThat(list(many, TraceQuery.ofAllAgents(), 1)).containsExactly(call);
    assertThat(list(many, TraceQuery.ofAgent("cto"), 1)).containsExactly(call);
  }

  @Test
  void traces_onePage_readsOneItemMoreThanItHolds() {
    QueryFixture fixture = QueryFixture.withShards(1);
    for (int i = 0; i < 50; i++) {
      fixture.call("cto", NOON.minusSeconds(i));
    }

    Page<StoredTrace> page =
        fixture.queries.traces(TraceQuery.ofAllAgents(), PageRequest.first(10));

    assertThat(page.cost().requests()).isEqualTo(1);
    assertThat(page.cost().examined()).isEqualTo(11);
    assertThat(page.cost().capacityUnits()).isBetween(0.5, 2.0);
  }

  @Test
  void runs_idsWithAndWithoutTime_timesFirstTheNewestOnTop() {
    QueryFixture fixture = QueryFixture.withShards(2);
    List<String> ids =
        List.of(
            "2026-11-23T12:00:00.000Z#b",
            "2026-11-23T11:00:00.000Z#a",
            "2026-10-01T00:00:00.000Z#z",
            "nightly-7",
            "Zebra",
            "1999-weird");
    ids.forEach(id -> fixture.run("cto", id, null, null));
    fixture.run("sre", "2026-11-23T11:30:00.000Z#s", null, null);

    for (int limit = 1; limit <= 8; limit++) {
      int size = limit;
      assertThat(all(c -> fixture.queries.runs(new RunQuery("cto", null), request(c, size))))
          .extracting(StoredRun::runId)
          .isEqualTo(ids);
      assertThat(all(c -> fixture.queries.runs(RunQuery.ALL, request(c, size))))
          .extracting(StoredRun::runId)
          .startsWith(ids.get(0), "2026-11-23T11:30:00.000Z#s", ids.get(1))
          .hasSize(7);
    }
    assertThat(
            fixture
                .queries
                .runs(new RunQuery(null, StoredRun.Status.FAILED), PageRequest.first(5))
                .items())
        .isEmpty();
  }

  @Test
  void activity_moreThanAsked_saysHowFarItReaches() {
    QueryFixture fixture = QueryFixture.withShards(1);
    for (int i = 0; i < 20; i++) {
      fixture.call("cto", NOON.minusSeconds(10L * i));
    }
    fixture.run("cto", "2026-11-23T11:59:55.000Z#r", null, null);
    TimeRange hour = new TimeRange(NOON.minusSeconds(3600), NOON.plusSeconds(1));

    AgentActivity all = fixture.queries.activity("cto", hour, 100);
    AgentActivity some = fixture.queries.activity("cto", hour, 10);

    assertThat(all.calls()).hasSize(20);
    assertThat(all.runs()).hasSize(1);
    assertThat(all.complete()).isTrue();
    assertThat(all.covered()).isEqualTo(hour);
    assertThat(some.calls()).hasSize(9);
    assertThat(some.complete()).isFalse();
    assertThat(some.covered().from()).isEqualTo(NOON.minusSeconds(80));
  }

  @Test
  void agents_manyItems_costsOneReadPerAgentAndShard() {
    QueryFixture fixture = QueryFixture.withShards(2);
    for (int i = 0; i < 100; i++) {
      fixture.call(List.of("cto", "cto.eu", "sre", "a").get(i % 4), NOON.minusSeconds(i));
    }
    DynamoDbLocal.client()
        .putItem(
            put ->
                put.tableName(fixture.table)
                    .item(
                        Map.of(
                            "PK", AttributeValue.fromS("TYPE#other"),
                            "SK", AttributeValue.fromS("x"),
                            "GSI1PK", AttributeValue.fromS("TEAM#red"),
                            "GSI1SK", AttributeValue.fromS("x"))));

    AgentList agents = fixture.queries.agents();

    assertThat(agents.slugs()).containsExactly("a", "cto", "cto.eu", "sre");
    assertThat(agents.complete()).isTrue();
    assertThat(agents.cost().requests()).isEqualTo(4 * 2 + 1 + 1);
    assertThat(agents.cost().examined()).isEqualTo(4 * 2 + 1);
  }

  @Test
  void agents_moreKeysThanAreLookedFor_areNotComplete() {
    QueryFixture fixture = QueryFixture.withShards(1);
    List.of("cto", "sre", "cost").forEach(agent -> fixture.call(agent, NOON));
    TableReads reads =
        new TableReads(
            DynamoDbLocal.client(),
            fixture.table,
            Shards.ONE,
            InstantSource.fixed(NOON),
            Runnable::run);

    AgentList cut = new AgentDirectory(reads, 2).list();

    assertThat(cut.slugs()).hasSize(2);
    assertThat(cut.complete()).isFalse();
    assertThat(new AgentDirectory(reads, 4).list().complete()).isTrue();
  }

  private static List<StoredTrace> list(QueryFixture fixture, TraceQuery query, int limit) {
    return all(cursor -> fixture.queries.traces(query, request(cursor, limit)));
  }

  private static List<StoredTrace> without(List<StoredTrace> all, List<StoredTrace> some) {
    List<StoredTrace> rest = new ArrayList<>(all);
    rest.removeAll(some);
    return rest;
  }
}
