// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static io.github.tracequeue.query.ApiSchema.get;
import static io.github.tracequeue.query.ApiSchema.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.Timestamps;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sums of a table whose calls the watch function has rolled up equal sums over its calls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MonthTest {

  private final Instant now =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofMinutes(90));
  private final List<StoredTrace> all = new ArrayList<>();
  private final TestTable watched = TestTable.withShards(2);
  private final TestTable unwatched = TestTable.withShards(2);

  /** Ten days of calls of three agents, with models of two providers and of none. */
  @BeforeAll
  void fill() {
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      StoredTrace call =
          new Calls()
              .agent(List.of("cto", "sre", "a".repeat(64)).get(random.nextInt(3)))
              .provider(random.nextInt(5) == 0 ? null : random.nextBoolean() ? "anthropic" : "x")
              .model(random.nextBoolean() ? "m-1" : "m-2")
              .latency(random.nextInt(20_000))
              .error(random.nextInt(9) == 0 ? "e" : null)
              .cost(random.nextInt(9) == 0 ? null : "0.00" + (1 + random.nextInt(999)))
              .tokens(random.nextInt(5_000), random.nextInt(500))
              .weight(random.nextInt(9) == 0 ? 2.5 : 1)
              .at(now.minusSeconds(random.nextInt(10 * 86_400)));
      all.add(watched.put(call));
      unwatched.put(call);
    }
    watched.watch(now);
  }

  private QueryApi api(TestTable table) {
    return table.api(AlarmSource.NONE, true, InstantSource.fixed(now));
  }

  @ParameterizedTest
  @CsvSource({
    "agent, since=5d, day",
    "model, since=5d, day",
    "provider, since=5d, day",
    "agent, since=30h, hour",
    "provider, since=30h&agent=cto, hour",
    "agent, since=4d&model=m-1&provider=x&step=hour, hour",
    "model, since=4d&provider=, day",
    "agent, '', day",
  })
  void spend_anySelection_equalsTheSumsOfItsCalls(String by, String query, String step) {
    for (TestTable table : List.of(watched, unwatched)) {
      JsonNode answer = get(api(table), "/spend", "by=" + by + '&' + query);

      assertThat(answer.required("source").asText())
          .isEqualTo(table == watched ? "rollups" : "calls");
      assertThat(answer.at("/covers/complete").asBoolean()).isTrue();
      assertThat(answer.required("step").asText()).isEqualTo(step);
      List<StoredTrace> calls = calls(answer.required("covers"), query);
      List<StoredTrace> before = calls(answer.required("before"), query);
      assertThat(calls).isNotEmpty();
      assertSums(answer.required("total"), calls);
      assertSums(answer.required("total_before"), before);
      Map<String, List<StoredTrace>> groups = new TreeMap<>();
      calls.forEach(
          call -> groups.computeIfAbsent(group(by).apply(call), g -> new ArrayList<>()).add(call));
      int found = 0;
      for (JsonNode group : answer.required("groups")) {
        List<StoredTrace> own = groups.getOrDefault(group.required("name").asText(), List.of());
        assertSums(group, own);
        found += own.isEmpty() ? 0 : 1;
      }
      assertThat(found).isEqualTo(groups.size());
      for (JsonNode bucket : answer.required("series")) {
        Instant start = Instant.parse(bucket.required("start").asText());
        Instant end = start.plusSeconds(bucket.required("seconds").asLong());
        List<StoredTrace> inside =
            calls.stream().filter(call -> isIn(call.timestamp(), start, end)).toList();
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode group : bucket.required("groups")) {
          sum = sum.add(group.required("spend_usd").decimalValue());
        }
        assertThat(sum).as("bucket of %s", start).isEqualByComparingTo(spend(inside));
      }
    }
  }

  @Test
  void latency_ofRollups_isWithinOnePercentOfTheCalls() {
    JsonNode rollups = get(api(watched), "/latency", "by=agent&since=6d");
    JsonNode calls = get(api(unwatched), "/latency", "by=agent&since=6d");

    assertThat(rollups.required("latency_error").asDouble()).isEqualTo(0.01);
    assertThat(calls.required("latency_error").asDouble()).isZero();
    JsonNode one = get(api(watched), "/latency", "agent=cto&since=6d").at("/groups/0");
    JsonNode exact = get(api(unwatched), "/latency", "agent=cto&since=6d").at("/groups/0");
    assertThat(one.required("name").asText()).isEqualTo("all");
    assertThat(one.required("count").asInt()).isEqualTo(exact.required("count").asInt());
    for (String percentile : List.of("p50", "p95", "p99")) {
      double expected = exact.at("/latency_ms/" + percentile).asDouble();
      assertThat(one.at("/latency_ms/" + percentile).asDouble())
          .isCloseTo(expected, within(1 + expected * 0.02));
    }
    assertThat(rollups.required("series").size()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "by=x",
        "step=week",
        "step=minute&since=7h",
        "step=hour&since=32d",
        "since=401d",
        "agent=CTO",
        "from=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z"
      })
  void spend_wrongParameter_isAProblem(String query) {
    assertThat(problem(get(api(watched), "/spend", query))).isEqualTo("invalid-parameter");
  }

  @Test
  void spend_minutes_areReadFromCalls() {
    JsonNode answer = get(api(watched), "/spend", "step=minute&since=6h");

    assertThat(answer.required("source").asText()).isEqualTo("calls");
    assertThat(answer.required("series")).hasSize(360);
    assertSums(answer.required("total"), calls(answer.required("covers"), ""));
  }

  @Test
  void spend_rangeInTheFuture_isEmpty() {
    for (TestTable table : List.of(watched, unwatched)) {
      JsonNode answer = get(api(table), "/spend", "from=2039-01-01T00:00:00Z");

      assertThat(answer.at("/total/count").asInt()).isZero();
      assertThat(answer.required("groups")).isEmpty();
    }
  }

  /** A watch function that stopped must not make a bill look smaller. */
  @Test
  void spend_watchFunctionStopped_isNotCompleteAndSaysWhy() {
    InstantSource later = InstantSource.fixed(now.plus(Duration.ofMinutes(40)));
    JsonNode answer = get(watched.api(AlarmSource.NONE, true, later), "/spend", "since=2d");

    assertThat(answer.at("/covers/complete").asBoolean()).isFalse();
    assertThat(answer.required("problem").asText())
        .contains("last ran at " + Timestamps.minute(now));
    JsonNode past =
        get(
            watched.api(AlarmSource.NONE, true, later),
            "/spend",
            "from=" + now.minusSeconds(200_000) + "&until=" + now.minusSeconds(100_000));
    assertThat(past.at("/covers/complete").asBoolean()).isTrue();
  }

  @Test
  void agents_watchedOrNot_sumUpToTheTable() {
    for (TestTable table : List.of(watched, unwatched)) {
      JsonNode answer = get(api(table), "/agents", "since=5d");

      List<StoredTrace> calls = calls(answer.required("covers"), "");
      assertSums(answer.required("total"), calls);
      assertThat(answer.required("agents")).hasSize(3);
      for (JsonNode agent : answer.required("agents")) {
        String slug = agent.required("agent_slug").asText();
        List<StoredTrace> own =
            calls.stream().filter(call -> call.agentSlug().equals(slug)).toList();
        assertSums(agent.required("stats"), own);
        assertSums(agent.required("before"), calls(answer.required("before"), "agent=" + slug));
        assertThat(agent.at("/last_call/event_id").asText()).isEqualTo(newest(slug).eventId());
        assertThat(agent.required("state").asText()).isEqualTo("active");
        JsonNode detail = get(api(table), "/agents/{agent_slug}", "/agents/" + slug, "since=5d");
        assertThat(detail.at("/agent/stats")).isEqualTo(agent.required("stats"));
        assertThat(detail.required("series")).hasSize(6);
        long models = 0;
        for (JsonNode model : detail.required("models")) {
          models += model.required("stored").asLong();
        }
        assertThat(models).isEqualTo(own.size());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"rollups, auto", "calls, count"})
  void traces_totals_areThoseOfTheFilterNotOfThePage(String source, String mode) {
    TestTable table = source.equals("rollups") ? watched : unwatched;
    Instant from = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(60));
    JsonNode answer =
        get(api(table), "/traces", "agent=cto&model=m-1&limit=2&totals=" + mode + "&from=" + from);

    JsonNode totals = answer.required("totals");
    assertThat(totals.required("source").asText()).isEqualTo(source);
    assertThat(totals.required("exact").asBoolean()).isTrue();
    assertSums(
        totals,
        all.stream()
            .filter(call -> call.agentSlug().equals("cto") && call.call().model().equals("m-1"))
            .filter(call -> !call.timestamp().isBefore(from))
            .toList());
    assertThat(answer.at("/stats/stored").asInt()).isEqualTo(2);
  }

  @Test
  void traces_totalsThatRollupsCannotTell_areMarked() {
    Instant from = now.minus(Duration.ofHours(70)).minusSeconds(1);

    JsonNode wider = get(api(watched), "/traces", "limit=2&from=" + from).required("totals");
    assertThat(wider.required("exact").asBoolean()).isFalse();
    assertThat(wider.at("/covers/from").asText()).endsWith(":00:00.000Z");
    assertSums(
        wider,
        all.stream()
            .filter(call -> !call.timestamp().isBefore(from.truncatedTo(ChronoUnit.HOURS)))
            .toList());
    JsonNode page = get(api(watched), "/traces", "limit=2&status=error&since=9d");
    assertThat(page.at("/totals/exact").asBoolean()).isFalse();
    assertThat(page.at("/totals/covers/complete").asBoolean()).isFalse();
    assertThat(page.at("/totals/stored").asInt()).isEqualTo(2);
    JsonNode counted = get(api(watched), "/traces", "limit=2&status=error&totals=count");
    assertSums(
        counted.required("totals"), all.stream().filter(call -> call.call().failed()).toList());
    assertThat(counted.at("/totals/exact").asBoolean()).isTrue();
    assertThat(get(api(watched), "/traces", "limit=2&totals=none").has("totals")).isFalse();
    String cursor = counted.required("next_cursor").asText();
    assertThat(get(api(watched), "/traces", "limit=2&status=error&cursor=" + cursor).has("totals"))
        .isFalse();
    JsonNode onOnePage = get(api(watched), "/traces", "limit=900&status=error").required("totals");
    assertThat(onOnePage.required("exact").asBoolean()).as("the page has all").isTrue();
  }

  private static Function<StoredTrace, String> group(String by) {
    return switch (by) {
      case "agent" -> StoredTrace::agentSlug;
      case "model" -> call -> call.call().model();
      default -> call -> Objects.requireNonNullElse(call.call().provider(), "");
    };
  }

  private List<StoredTrace> calls(JsonNode range, String query) {
    Instant from = Instant.parse(range.required("from").asText());
    Instant until = Instant.parse(range.required("until").asText());
    Map<String, List<String>> filter = ApiRequest.get("/", query).query();
    return all.stream()
        .filter(call -> isIn(call.timestamp(), from, until))
        .filter(matching(filter, "agent", group("agent")))
        .filter(matching(filter, "model", group("model")))
        .filter(matching(filter, "provider", group("provider")))
        .toList();
  }

  private static Predicate<StoredTrace> matching(
      Map<String, List<String>> filter, String name, Function<StoredTrace, String> value) {
    return call ->
        !filter.containsKey(name)
            || filter.getOrDefault(name, List.of()).contains(value.apply(call));
  }

  private static boolean isIn(Instant time, Instant from, Instant until) {
    return !time.isBefore(from) && time.isBefore(until);
  }

  private StoredTrace newest(String agent) {
    return all.stream()
        .filter(call -> call.agentSlug().equals(agent))
        .max(StoredTrace.BY_TIME)
        .orElseThrow();
  }

  private static void assertSums(JsonNode sums, List<StoredTrace> calls) {
    CallStatistics expected = new CallStatistics();
    calls.forEach(expected::add);
    assertThat(sums.required("count").asLong()).as("%s", sums).isEqualTo(expected.calls());
    assertThat(sums.required("errors").asLong()).isEqualTo(expected.errors());
    assertThat(sums.required("unpriced").asLong()).isEqualTo(expected.unpriced());
    assertThat(sums.required("spend_usd").decimalValue()).isEqualByComparingTo(expected.costUsd());
    if (sums.has("stored")) {
      assertThat(sums.required("stored").asInt()).isEqualTo(calls.size());
      assertThat(sums.required("input_tokens").asLong()).isEqualTo(expected.inputTokens());
      assertThat(sums.required("output_tokens").asLong()).isEqualTo(expected.outputTokens());
    }
  }

  private static BigDecimal spend(List<StoredTrace> calls) {
    CallStatistics sum = new CallStatistics();
    calls.forEach(sum::add);
    return sum.costUsd();
  }
}
