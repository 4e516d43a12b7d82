// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.Timestamps;
import io.github.tracequeue.store.limit.LimitState.Level;
import io.github.tracequeue.store.rollup.RollupKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A month of five agents, as the viewer's tests and its pictures show it: the security agent's
 * prompt changed four days ago and its latency with it, the report agent stopped, the cost agent is
 * sampled.
 */
final class Story {

  /** A delegation from agent to agent, with a roll-up, a failure and a parent that is missing. */
  static final String DELEGATION = "4bf92f3577b34da6a3ce929d0e0e4736";

  static final String OLD_PROMPT = "8e0c1f95df58011e";
  static final String NEW_PROMPT = "d1b2a59fbea7e20c";

  private static final List<String> DECISIONS =
      List.of(
          "Approve the upgrade: all checks pass and the changelog names no breaking change.",
          "Hold the release. The error rate of checkout rose after the last deploy.",
          "No action: usage is within the budget of this week.",
          "Open a ticket for the expired certificate of the staging gateway.",
          "Scale the workers to 6 until 18:00, then back to 4.");

  private final TestTable table;
  private final Instant now;
  private final Random random = new Random(7);

  private Story(TestTable table, Instant now) {
    this.table = table;
    this.now = now;
  }

  static TestTable tell(Instant now) {
    Story story = new Story(TestTable.empty(), now);
    for (int hour = 29 * 24; hour >= 1; hour -= 12) {
      story.hour(hour);
    }
    story.running();
    story.delegation();
    return story.table;
  }

  /** A name as long as names may be. */
  static final String LONG = "an-agent-with-a-name-as-long-as-names-may-be-in-this-table-12345";

  /** The same after the watch function ran, with a hung agent, limits and budgets. */
  static TestTable watched(Instant now) {
    TestTable table = tell(now);
    Instant start = now.minus(Duration.ofHours(25));
    table.run(
        "intern",
        Timestamps.format(start) + "#intern",
        Status.RUNNING,
        start,
        null,
        null,
        null,
        null);
    table.put(new Calls().agent(LONG).decision("x".repeat(200)).at(now.minusSeconds(90)));
    table.watchMonth(now);
    table.limit(
        "report", "silent", Level.BREACHED, now.minusSeconds(7_200), "No call for 70 hours");
    table.limit(
        "security",
        "slow",
        Level.BREACHED,
        now.minus(Duration.ofDays(4)),
        "The 95th percentile of 20 calls is 9,310 ms; the usual latency is 3,500 ms, the limit is 2"
            + " times that");
    table.limit("sre", "failing", Level.BREACHED, now.minus(Duration.ofDays(9)), "3 calls failed");
    table.limit("sre", "failing", Level.OK, now.minus(Duration.ofDays(8)), "3 calls failed");
    table.limit(
        RollupKey.ALL_AGENTS, "drops", Level.WARNING, now.minusSeconds(3_600), "12 events dropped");
    table.budget("security", now, "4.1", "5");
    table.budget("cto", now, "0.21", "2");
    return table;
  }

  /** Only the delegation, five minutes before a time. */
  static void delegation(TestTable table, Instant now) {
    new Story(table, now).delegation();
  }

  /** The id of the run that delegates. */
  static String weeklyRun(Instant now) {
    return Timestamps.format(now.minusSeconds(300)) + "#cto-weekly";
  }

  private void hour(int hoursAgo) {
    Instant start = now.minus(Duration.ofHours(hoursAgo)).minusSeconds(random.nextInt(1_800));
    run("cto", start, 4, 1_400, "claude-sonnet-4-5", "0.0041", 1);
    boolean changed = hoursAgo < 96;
    run(
        "security",
        start.plusSeconds(60),
        5,
        changed ? 5_200 : 2_100,
        "claude-opus-4-5",
        changed ? "0.0310" : "0.0182",
        1);
    run("sre", start.plusSeconds(120), 3, 800, "claude-haiku-4-5", "0.0009", 1);
    run("cost", start.plusSeconds(180), 2, 600, "gpt-5-mini", "0.0004", 10);
    if (hoursAgo > 70 && hoursAgo % 24 < 6) {
      run("report", start.plusSeconds(240), 2, 3_000, "in-house-7b", null, 1);
    }
  }

  private void run(
      String agent,
      Instant start,
      int calls,
      int latency,
      String model,
      @Nullable String cost,
      double weight) {
    String runId = Timestamps.format(start) + "#" + agent;
    Instant at = start;
    boolean failed = false;
    for (int i = 0; i < calls; i++) {
      long took = (long) (latency * Math.exp(0.45 * random.nextGaussian()));
      boolean error = random.nextInt(40) == 0;
      failed = error;
      table.put(
          new Calls()
              .agent(agent)
              .model(model)
              .latency(took)
              .error(error ? "rate_limit_error" : null)
              .cost(cost == null ? null : varied(cost))
              .tokens(800 + random.nextInt(6_000), 60 + random.nextInt(900))
              .run(runId)
              .prompt(prompt(agent, start))
              .decision(DECISIONS.get(random.nextInt(DECISIONS.size())))
              .tags(Map.of("team", "platform"))
              .weight(weight)
              .at(at));
      at = at.plusMillis(took + 400);
    }
    table.run(
        agent,
        runId,
        failed ? Status.FAILED : Status.SUCCEEDED,
        start,
        at,
        failed ? "Stopped: the provider refused the last call." : "Done in " + calls + " calls.",
        null,
        null);
  }

  private String prompt(String agent, Instant start) {
    if (agent.equals("security")) {
      return start.isBefore(now.minus(Duration.ofDays(4))) ? OLD_PROMPT : NEW_PROMPT;
    }
    return String.format("%016x", agent.hashCode() & 0xffff_ffffL);
  }

  private String varied(String usd) {
    return new BigDecimal(usd)
        .multiply(BigDecimal.valueOf(0.5 + random.nextDouble()))
        .setScale(8, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  private void running() {
    Instant start = now.minusSeconds(40);
    table.run(
        "sre", Timestamps.format(start) + "#sre", Status.RUNNING, start, null, null, null, null);
  }

  private void delegation() {
    Instant start = now.minusSeconds(300);
    String run = weeklyRun(now);
    String child = Timestamps.format(start.plusSeconds(4)) + "#security-audit";
    table.run(
        "cto",
        run,
        Status.SUCCEEDED,
        start,
        start.plusSeconds(38),
        "Weekly review done; one dependency is to be replaced.",
        DELEGATION,
        null);
    table.run(
        "security",
        child,
        Status.SUCCEEDED,
        start.plusSeconds(4),
        start.plusSeconds(30),
        "Two findings, one of them high.",
        DELEGATION,
        run);
    Calls cto = new Calls().agent("cto").model("claude-sonnet-4-5").trace(DELEGATION).run(run);
    put(
        cto.operation("chat")
            .latency(3_400)
            .cost("0.0121")
            .span("00000000000000a1", null)
            .decision("Ask security for an audit and cost for a forecast."),
        start);
    Calls security =
        new Calls().agent("security").model("claude-opus-4-5").trace(DELEGATION).run(child);
    put(
        security
            .operation("invoke_agent")
            .latency(25_600)
            .cost("0.0842")
            .span("00000000000000b1", "00000000000000a1")
            .decision(null),
        start.plusMillis(3_900));
    security.operation("chat");
    put(
        security
            .latency(6_100)
            .cost("0.0310")
            .span("00000000000000b2", "00000000000000b1")
            .decision("Read the lock file and the advisories."),
        start.plusMillis(4_300));
    put(
        security
            .latency(2_300)
            .cost("0.0022")
            .span("00000000000000b3", "00000000000000b2")
            .error("overloaded_error")
            .decision(null),
        start.plusMillis(10_900));
    put(
        security
            .latency(14_800)
            .cost("0.0510")
            .span("00000000000000b4", "00000000000000b2")
            .error(null)
            .decision("Replace left-pad: unmaintained, one high finding."),
        start.plusMillis(14_100));
    Calls cost = new Calls().agent("cost").model("gpt-5-mini").trace(DELEGATION).run(run);
    put(
        cost.latency(1_900)
            .cost("0.0006")
            .span("00000000000000c1", "00000000000000a1")
            .decision("Forecast: 212 dollars this month."),
        start.plusMillis(4_000));
    // Its parent is a span of the job that started it, which made no model call.
    put(
        new Calls()
            .agent("sre")
            .trace(DELEGATION)
            .run(run)
            .latency(900)
            .cost("0.0007")
            .span("00000000000000d1", "00000000000000ff")
            .decision("No incident is open."),
        start.plusMillis(1_200));
    put(
        cto.latency(7_300)
            .cost("0.0188")
            .span("00000000000000a2", "00000000000000a1")
            .decision("Replace the dependency this week; the budget holds."),
        start.plusMillis(30_200));
  }

  private void put(Calls call, Instant at) {
    table.put(call.at(at));
  }
}
