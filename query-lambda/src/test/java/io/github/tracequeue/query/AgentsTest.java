// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static io.github.tracequeue.query.ApiSchema.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.Timestamps;
import io.github.tracequeue.store.limit.LimitState.Level;
import io.github.tracequeue.store.rollup.RollupKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What the API says about agents: their state, months, limits, budgets and prompts. */
final class AgentsTest {

  private static final String A = "000000000000000a";
  private static final String B = "000000000000000b";

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final TestTable table = TestTable.empty();

  private JsonNode agents(String query) {
    return get(table.api(AlarmSource.NONE, true, InstantSource.fixed(now)), "/agents", query);
  }

  @Test
  void agents_emptyTable_areNone() {
    JsonNode never = agents("");
    assertThat(never.required("agents")).isEmpty();
    assertThat(never.required("source").asText()).isEqualTo("calls");
    assertThat(never.has("as_of")).isFalse();

    table.watch(now);

    JsonNode watched = agents("");
    assertThat(watched.required("agents")).isEmpty();
    assertThat(watched.required("source").asText()).isEqualTo("rollups");
    assertThat(watched.required("as_of").asText()).isEqualTo(Timestamps.format(now));
    assertThat(watched.at("/covers/complete").asBoolean()).isTrue();
    assertThat(watched.at("/total/count").asInt()).isZero();
  }

  @Test
  void agents_everyState_isToldWithItsReason() {
    table.put(new Calls().agent("active").decision("Go.").at(now.minusSeconds(60)));
    table.put(new Calls().agent("idle").at(now.minus(Duration.ofHours(30))));
    table.put(new Calls().agent("silent").at(now.minus(Duration.ofHours(30))));
    String run = Timestamps.format(now.minus(Duration.ofHours(25))) + "#x";
    table.run("hung", run, Status.RUNNING, now.minus(Duration.ofHours(25)), null, null, null, null);
    table.run("runs-only", "r", Status.SUCCEEDED, now.minusSeconds(9), now, "Ok.", null, null);
    table.run("starting", "s", Status.RUNNING, now.minusSeconds(9), null, null, null, null);
    table.watch(now);
    table.limit("silent", "silent", Level.BREACHED, now.minusSeconds(60), "No call for 30 hours");
    table.limit("never", "silent", Level.BREACHED, now.minusSeconds(60), "No call so far");

    JsonNode answer = agents("");

    assertThat(state(answer, "active")).isEqualTo("active");
    assertThat(agent(answer, "active").at("/last_decision/text").asText()).isEqualTo("Go.");
    assertThat(state(answer, "runs-only")).isEqualTo("active");
    assertThat(state(answer, "starting")).isEqualTo("active");
    assertThat(state(answer, "idle")).isEqualTo("idle");
    assertThat(state(answer, "silent")).isEqualTo("silent");
    assertThat(agent(answer, "silent").required("state_reason").asText())
        .isEqualTo("No call for 30 hours");
    assertThat(agent(answer, "silent").at("/limits/0/runbook").asText())
        .isEqualTo("docs/operations.md#silent");
    assertThat(state(answer, "hung")).isEqualTo("hung");
    assertThat(agent(answer, "hung").required("state_reason").asText()).contains(run);
    assertThat(agent(answer, "never").has("last_seen_at")).isFalse();
    assertThat(state(answer, "never")).isEqualTo("silent");
  }

  /** A table on which the watch function has never run shows the same, from calls and runs. */
  @Test
  void agents_neverWatched_haveTheirStatesToo() {
    table.put(new Calls().agent("active").decision("Go.").at(now.minusSeconds(60)));
    table.put(new Calls().agent("active").at(now.minusSeconds(50)));
    table.put(new Calls().agent("active").at(now.plusSeconds(86_400)));
    table.put(new Calls().agent("idle").at(now.minus(Duration.ofDays(29))));
    Instant start = now.minus(Duration.ofHours(2));
    table.run(
        "hung", Timestamps.format(start) + "#h", Status.RUNNING, start, null, null, null, null);

    JsonNode answer = agents("");

    assertThat(answer.required("source").asText()).isEqualTo("calls");
    assertThat(state(answer, "active")).isEqualTo("active");
    assertThat(agent(answer, "active").required("last_seen_at").asText())
        .as("not the call of a clock that is ahead")
        .isEqualTo(Timestamps.format(now.minusSeconds(50)));
    assertThat(agent(answer, "active").at("/last_decision/text").asText()).isEqualTo("Go.");
    assertThat(state(answer, "idle")).isEqualTo("idle");
    assertThat(state(answer, "hung")).isEqualTo("hung");
  }

  @Test
  void agents_months_compareTheSamePartOfTheLastMonth() {
    // The first half of a month, so that both months have such days.
    Instant noon =
        LocalDate.ofInstant(now, ZoneOffset.UTC)
            .withDayOfMonth(1)
            .atStartOfDay(ZoneOffset.UTC)
            .plusDays(9)
            .plusHours(12)
            .plusMinutes(30)
            .toInstant();
    LocalDate lastMonth = LocalDate.ofInstant(noon, ZoneOffset.UTC).minusMonths(1);
    Instant sameHour = lastMonth.atStartOfDay(ZoneOffset.UTC).plusHours(12).toInstant();
    table.put(new Calls().cost("0.5").at(noon.minusSeconds(60)));
    table.put(new Calls().cost("0.25").error("e").at(noon.minus(Duration.ofDays(3))));
    table.put(new Calls().cost("4").at(sameHour.minus(Duration.ofDays(20))));
    table.put(new Calls().cost("3").at(sameHour.minus(Duration.ofDays(8))));
    table.put(new Calls().cost("2").at(sameHour.plusSeconds(1_799)));
    table.put(new Calls().cost("100").at(sameHour.plusSeconds(3_601)));
    for (boolean watched : new boolean[] {false, true}) {
      if (watched) {
        table.watch(sameHour.plus(Duration.ofHours(5)));
        table.watch(noon);
      }
      JsonNode cto =
          agent(
              get(table.api(AlarmSource.NONE, true, InstantSource.fixed(noon)), "/agents", ""),
              "cto");

      assertThat(cto.at("/today/spend_usd").decimalValue()).isEqualByComparingTo("0.5");
      assertThat(cto.at("/this_month/spend_usd").decimalValue()).isEqualByComparingTo("0.75");
      assertThat(cto.at("/this_month/errors").asInt()).isEqualTo(1);
      assertThat(cto.at("/last_month/spend_usd").decimalValue())
          .as("watched: %s", watched)
          .isEqualByComparingTo("5");
    }
  }

  @Test
  void agents_slowerWithANewPrompt_sayBoth() {
    for (int i = 0; i < 120; i++) {
      boolean recent = i < 30;
      table.put(
          new Calls()
              .prompt(recent ? B : A)
              .latency(recent ? 900 : 100)
              .at(now.minus(Duration.ofHours(i / 2))));
    }
    table.watch(now);

    JsonNode cto = agent(agents("since=4d"), "cto");
    JsonNode detail =
        get(
            table.api(AlarmSource.NONE, true, InstantSource.fixed(now)),
            "/agents/{agent_slug}",
            "/agents/cto",
            "since=4d&step=hour");

    assertThat(cto.at("/latency_trend/recent_p95_ms").asInt()).isBetween(890, 910);
    Instant changed = now.minus(Duration.ofHours(14));
    assertThat(detail.at("/agent/prompt_changed_at").asText())
        .isEqualTo(Timestamps.format(changed.truncatedTo(ChronoUnit.HOURS)));
    assertThat(detail.at("/agent/latency_trend/earlier_p95_ms").asInt()).isBetween(98, 102);
    assertThat(detail.at("/prompts/0/prompt_hash").asText()).isEqualTo(B);
    assertThat(detail.at("/prompts/0/count").asInt()).isEqualTo(30);
    assertThat(detail.at("/prompts/1/count").asInt()).isEqualTo(90);
    assertThat(detail.required("series")).hasSize(97);
  }

  @Test
  void agents_aPromptForEachCall_didNotChange() {
    for (int i = 0; i < 60; i++) {
      table.put(new Calls().prompt(String.format("%016x", i)).at(now.minus(Duration.ofHours(i))));
      table.put(
          new Calls().prompt(String.format("%016x", 100 + i)).at(now.minus(Duration.ofHours(i))));
    }
    table.watch(now);

    assertThat(agent(agents(""), "cto").has("prompt_changed_at")).isFalse();
  }

  @Test
  void limits_statesBudgetsAndHistory_areAsTheFileSays() {
    QueryApi api = table.api(AlarmSource.NONE, true, InstantSource.fixed(now));
    assertThat(get(api, "/limits", "").required("known").asBoolean()).isFalse();
    table.put(new Calls().at(now.minusSeconds(60)));
    table.watch(now);
    table.limit("cto", "slow", Level.BREACHED, now.minusSeconds(900), "p95 is 9 s");
    table.limit("cto", "slow", Level.OK, now.minusSeconds(600), "p95 is 9 s");
    table.limit("cto", "spend-day", Level.WARNING, now.minusSeconds(60), "$4 of $5");
    table.limit(RollupKey.ALL_AGENTS, "drops", Level.BREACHED, now.minusSeconds(30), "3 dropped");
    table.budget("cto", now, "4", "5");

    JsonNode answer = get(api, "/limits", "");

    assertThat(answer.required("known").asBoolean()).isTrue();
    assertThat(answer.required("limits").findValuesAsText("kind"))
        .containsExactly("drops", "spend-day", "slow");
    assertThat(answer.at("/limits/0").has("agent_slug")).isFalse();
    assertThat(answer.at("/limits/1/level").asText()).isEqualTo("warning");
    assertThat(answer.at("/budgets/0/limit_usd").decimalValue()).isEqualByComparingTo("5");
    assertThat(answer.at("/budgets/0/spent_usd").decimalValue()).isEqualByComparingTo("4");
    assertThat(answer.required("history").findValuesAsText("level"))
        .containsExactly("breached", "warning", "ok", "breached");
    assertThat(get(api, "/limits", "agent=sre").required("limits")).isEmpty();
    JsonNode agents = agents("");
    assertThat(agents.at("/limits/0/kind").asText()).isEqualTo("drops");
    assertThat(agent(agents, "cto").at("/limits/0/kind").asText()).isEqualTo("spend-day");
    assertThat(agent(agents, "cto").at("/budget/spent_usd").decimalValue())
        .isEqualByComparingTo("4");
  }

  @Test
  void runs_withSums_haveTheCallsOfEach() {
    Instant start = now.minusSeconds(600);
    String run = Timestamps.format(start) + "#r";
    table.run("cto", run, Status.SUCCEEDED, start, now.minusSeconds(60), null, null, null);
    table.run("sre", run, Status.RUNNING, start, null, null, null, null);
    table.put(new Calls().run(run).cost("0.5").at(start.plusSeconds(1)));
    table.put(new Calls().run(run).cost(null).error("e").at(start.plusSeconds(2)));
    table.put(new Calls().agent("sre").run(run).cost("2").at(start.plusSeconds(2)));
    table.put(new Calls().run("other").cost("3").at(start.plusSeconds(3)));
    QueryApi api = table.api();

    JsonNode runs = get(api, "/runs", "sums=true&agent=cto").required("runs");

    assertThat(runs).hasSize(1);
    assertThat(runs.at("/0/calls").asInt()).isEqualTo(2);
    assertThat(runs.at("/0/errors").asInt()).isEqualTo(1);
    assertThat(runs.at("/0/unpriced").asInt()).isEqualTo(1);
    assertThat(runs.at("/0/cost_usd").decimalValue()).isEqualByComparingTo("0.5");
    assertThat(get(api, "/runs", "sums=true").required("runs").findValuesAsText("cost_usd"))
        .containsExactlyInAnyOrder("0.5", "2");
    assertThat(get(api, "/runs", "").at("/runs/0").has("calls")).isFalse();
  }

  private static String state(JsonNode answer, String slug) {
    return agent(answer, slug).required("state").asText();
  }

  private static JsonNode agent(JsonNode answer, String slug) {
    for (JsonNode agent : answer.required("agents")) {
      if (agent.required("agent_slug").asText().equals(slug)) {
        return agent;
      }
    }
    throw new AssertionError(slug + " is not in " + answer);
  }
}
