// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.CostCorrection;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.TraceReader;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteToken;
import io.github.tracequeue.testkit.InProcessDynamoDb;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Random histories of the code as it is: consumers, watch runs and a repricing take turns at each
 * request and die anywhere. In the end, each rollup is the sum over its calls.
 */
final class RollupSimulationTest {

  private static final Duration RETENTION = Duration.ofDays(30);
  private static final Instant START = Instant.parse("2026-11-23T19:30:00Z");
  private static final Duration LENGTH = Duration.ofHours(7);

  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("rollup.seeds", 6));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void run_anyHistory_rollupsAreTheSumOverTheCalls(long seed) throws InterruptedException {
    World world = new World(seed);
    world.live();
    world.settle();
    world.check();
  }

  static LongStream shortSeeds() {
    return seeds().flatMap(seed -> LongStream.range(seed * 20, seed * 20 + 20));
  }

  /** Where they meet all the time: an hour that is sealed, and calls that come late to it. */
  @ParameterizedTest
  @MethodSource("shortSeeds")
  void run_lateCallsToOneHour_rollupsAreTheSumOverTheCalls(long seed) throws InterruptedException {
    World world = new World(seed);
    world.meetInOneHour();
    world.settle();
    world.check();
  }

  /** A message with one call, and when the queue delivers it next. */
  private record Message(StoredTrace call, Instant delivery, int attempt) {}

  private static final class World {

    private final Random random;
    private final String table = InProcessDynamoDb.newTable(TableSchema::createTableRequest);
    private final TableOptions options;
    private final List<Message> queue = new ArrayList<>();
    private final Calls calls = new Calls();
    private volatile Instant now = START;
    private final InstantSource clock = () -> now;

    World(long seed) {
      random = new Random(seed);
      options = new TableOptions(table, new Shards(1 + random.nextInt(2)), RETENTION);
      for (int i = 0; i < 30; i++) {
        StoredTrace call = randomCall();
        queue.add(new Message(call, call.timestamp().plus(delay()), 0));
      }
    }

    void live() throws InterruptedException {
      double killRate = random.nextInt(3) * 0.03;
      while (now.isBefore(START.plus(LENGTH))) {
        now = now.plus(Duration.ofMinutes(3 + random.nextInt(40)));
        tick(new SteppedActors(InProcessDynamoDb.client(), random, killRate));
      }
    }

    void meetInOneHour() throws InterruptedException {
      queue.clear();
      now = START.plus(Duration.ofHours(5));
      consume(InProcessDynamoDb.client(), late());
      watch(InProcessDynamoDb.client());
      consume(InProcessDynamoDb.client(), late());
      now = now.plus(Duration.ofMinutes(5));
      List<Consumer<DynamoDbClient>> work = new ArrayList<>();
      List<Message> messages = List.of(late(), late());
      messages.forEach(message -> work.add(client -> consume(client, message)));
      work.add(this::watch);
      work.add(this::watch);
      List<Boolean> finished =
          new SteppedActors(InProcessDynamoDb.client(), random, random.nextInt(2) * 0.02).run(work);
      for (int i = 0; i < messages.size(); i++) {
        if (!finished.get(i)) {
          queue.add(messages.get(i));
        }
      }
    }

    private Message late() {
      StoredTrace call = calls.call(START.plusSeconds(random.nextInt(1_000)));
      return new Message(Calls.withCost(call, cost()), now, 0);
    }

    private void tick(SteppedActors actors) throws InterruptedException {
      List<Message> due = queue.stream().filter(m -> !m.delivery().isAfter(now)).toList();
      queue.removeAll(due);
      List<Consumer<DynamoDbClient>> work = new ArrayList<>();
      due.forEach(message -> work.add(client -> consume(client, message)));
      int watchRuns = random.nextInt(3);
      for (int i = 0; i < watchRuns; i++) {
        work.add(this::watch);
      }
      boolean repriced = random.nextInt(4) == 0;
      Instant from = now.minus(Duration.ofHours(random.nextInt(8)));
      if (repriced) {
        work.add(client -> reprice(client, from));
      }
      List<Boolean> finished = actors.run(work);
      for (int i = 0; i < due.size(); i++) {
        Message message = due.get(i);
        if (!finished.get(i) || random.nextInt(10) == 0) {
          Instant again = now.plus(Duration.ofMinutes(1 + random.nextInt(90)));
          queue.add(new Message(message.call(), again, message.attempt() + 1));
        }
      }
      if (repriced && !finished.get(work.size() - 1)) {
        // Somebody who reprices repeats it until it comes to its end.
        new SteppedActors(InProcessDynamoDb.client(), random, 0)
            .run(List.of(client -> reprice(client, from)));
      }
    }

    private void consume(DynamoDbClient client, Message message) {
      TraceStore.create(client, options, clock)
          .put(
              message.call(),
              new WriteToken(message.call().eventId(), Integer.toString(message.attempt())));
      LateCalls lateCalls = LateCalls.create(client, options, clock);
      if (lateCalls.isLate(message.call().timestamp())) {
        lateCalls.mark(Hour.of(message.call().timestamp()));
      }
    }

    private void watch(DynamoDbClient client) {
      RollupJob.create(client, options, clock, Runnable::run).run(call -> {}, () -> true);
    }

    private void reprice(DynamoDbClient client, Instant from) {
      CostCorrection correction = CostCorrection.create(client, table, options.shards());
      Set<Hour> seen = new TreeSet<>();
      TraceReader.create(client, table, options.shards(), clock)
          .forEach(
              from,
              now,
              call -> {
                seen.add(Hour.of(call.timestamp()));
                if (random.nextBoolean()) {
                  correction.correct(call, cost());
                }
              });
      seen.forEach(LateCalls.create(client, options, clock)::mark);
    }

    /** No process dies any more, and time goes on until all hours are sealed. */
    void settle() throws InterruptedException {
      SteppedActors actors = new SteppedActors(InProcessDynamoDb.client(), random, 0);
      while (!queue.isEmpty()) {
        now = queue.stream().map(Message::delivery).max(Comparator.naturalOrder()).orElseThrow();
        List<Message> due = List.copyOf(queue);
        queue.clear();
        List<Consumer<DynamoDbClient>> work = new ArrayList<>();
        due.forEach(message -> work.add(client -> consume(client, message)));
        actors.run(work);
      }
      now = now.plus(Duration.ofHours(12));
      actors.run(List.of(this::watch));
      // The mark of a call that came late may be younger than the list of dirty hours.
      actors.run(List.of(this::watch));
    }

    void check() {
      Map<RollupKey, Rollup.Builder> expectedHours = new HashMap<>();
      Map<RollupKey, Rollup.Builder> expectedDays = new HashMap<>();
      TraceReader.create(InProcessDynamoDb.client(), table, options.shards(), clock)
          .forEach(
              START.minus(Duration.ofDays(2)),
              now.plus(Duration.ofDays(2)),
              call -> {
                for (String agent : List.of(call.agentSlug(), RollupKey.ALL_AGENTS)) {
                  RollupKey hour = RollupKey.ofHour(agent, call);
                  add(expectedHours, hour, call);
                  add(expectedDays, hour.ofDay(), call);
                }
              });
      Rollups rollups = Rollups.create(InProcessDynamoDb.client(), table);
      Map<RollupKey, Rollup> hours = new HashMap<>();
      Map<RollupKey, Rollup> days = new HashMap<>();
      for (String agent : List.of("cto", "sre", RollupKey.ALL_AGENTS)) {
        hours.putAll(
            rollups.hours(
                agent,
                Hour.of(START.minus(Duration.ofDays(2))),
                Hour.of(now.plus(Duration.ofDays(2)))));
        LocalDate first = LocalDate.parse("2026-11-20");
        days.putAll(rollups.days(agent, first, first.plusDays(10), rollups.progress()));
      }
      assertThat(differences(hours, built(expectedHours))).isEmpty();
      assertThat(differences(days, built(expectedDays))).isEmpty();
    }

    private static List<String> differences(
        Map<RollupKey, Rollup> actual, Map<RollupKey, Rollup> expected) {
      SortedSet<RollupKey> keys = new TreeSet<>(expected.keySet());
      keys.addAll(actual.keySet());
      return keys.stream()
          .filter(key -> !Objects.equals(actual.get(key), expected.get(key)))
          .map(key -> key + ": " + actual.get(key) + " instead of " + expected.get(key))
          .toList();
    }

    private static void add(Map<RollupKey, Rollup.Builder> sums, RollupKey key, StoredTrace call) {
      sums.computeIfAbsent(key, k -> Rollup.builder()).add(call);
    }

    private static Map<RollupKey, Rollup> built(Map<RollupKey, Rollup.Builder> sums) {
      Map<RollupKey, Rollup> built = new HashMap<>();
      sums.forEach((key, sum) -> built.put(key, sum.build()));
      return built;
    }

    private StoredTrace randomCall() {
      Instant time = START.plus(Duration.ofSeconds(random.nextInt(6 * 3_600) - 3_600));
      StoredTrace call =
          calls.call(
              random.nextBoolean() ? "cto" : "sre",
              random.nextInt(4) == 0 ? "aws.bedrock" : null,
              random.nextBoolean() ? "m-1" : "m-2",
              time);
      call = Calls.withLatency(call, random.nextInt(30_000), random.nextInt(5) == 0);
      call = Calls.withCost(call, cost());
      // Weights whose sums a double holds exactly, in whatever order they come.
      return call.withSampleWeight(List.of(1.0, 1.0, 2.0, 2.5).get(random.nextInt(4)));
    }

    private CallCost cost() {
      return random.nextInt(6) == 0
          ? CallCost.unpriced("unknown_model")
          : CallCost.priced(new BigDecimal(random.nextInt(100_000)).movePointLeft(7), "row");
    }

    /** Mostly at once; now and then late, very late, or from a clock that is ahead. */
    private Duration delay() {
      return switch (random.nextInt(10)) {
        case 0 -> Duration.ofMinutes(random.nextInt(55));
        case 1 -> Duration.ofMinutes(60 + random.nextInt(240));
        case 2 -> Duration.ofMinutes(-random.nextInt(180));
        default -> Duration.ofSeconds(random.nextInt(120));
      };
    }
  }
}
