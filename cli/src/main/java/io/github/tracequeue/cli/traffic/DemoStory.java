// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import io.github.tracequeue.cli.traffic.Traffic.Scene;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The default demo: ordinary work of four agents, and scenes of the last hours that need attention.
 * A fifth agent works every hour. Not thread-safe; generates its traffic once.
 */
public final class DemoStory {
  /** With fewer calls, the ordinary work is too little to compare the scenes with. */
  public static final int LEAST_CALLS = 200;

  /** The daily budget of the agent cto; its expensive run alone costs more. */
  public static final BigDecimal CTO_BUDGET_USD = new BigDecimal("2");

  static final String UNPRICED_MODEL = "bill-forecast-7b";

  private static final String DESCRIPTION =
      "simulated work of five agents in the last week, and some events of the last hours that need"
          + " attention";

  private static final Duration SCENES = Duration.ofHours(2);
  private static final int HOURLY_RUNS = 22;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Random random;
  private final Random ids;
  private final int size;
  private final Instant end;
  private final DemoScript script;
  private final List<AgentReport> reports = new ArrayList<>();
  private final List<Scene> scenes = new ArrayList<>();

  /**
   * @param ids creates trace and span ids, which must differ in each run
   * @param size the number of calls
   * @param end the time of the demo
   */
  public DemoStory(Random random, Random ids, int size, Instant end) {
    this.random = random;
    this.ids = ids;
    this.size = size;
    this.end = end;
    this.script = new DemoScript(random, new DemoSpans(ids));
  }

  /** The traffic; the ordinary work begins {@code span} before the end. */
  public Traffic tell(Duration span) {
    hang();
    slowDown();
    overspend();
    delegate();
    callUnpriced();
    long scripted = reports.stream().filter(CallReport.class::isInstance).count();
    List<DemoAgent> agents =
        Stream.of("cto", "sre", "security", "cost")
            .map(slug -> DemoAgent.of(slug).withFirstPrompt())
            .toList();
    Stream<AgentReport> ordinary =
        new DemoTraffic(agents, random, ids, size - (int) scripted)
            .spread(span.minus(SCENES), end.minus(SCENES))
            .reports();
    return new Traffic(
        size,
        DESCRIPTION + "; " + LatencyModel.DESCRIPTION,
        Stream.concat(ordinary, reports.stream()),
        scenes);
  }

  /** A run every hour; the last one makes no call and does not end. */
  private void hang() {
    DemoAgent agent = DemoAgent.of("release");
    for (int hour = HOURLY_RUNS + 2; hour > 2; hour--) {
      DemoRun run = script.run(agent);
      script.play(run, end.minus(Duration.ofHours(hour)), 1, reports);
    }
    DemoRun hung = script.run(agent);
    Instant start = end.minus(SCENES);
    reports.add(hung.start(start));
    scenes.add(
        new Scene(
            agent.slug(),
            "hangs in a run since " + TIME.format(start),
            "run '" + hung.runId() + "'"));
  }

  /** A longer prompt, for which the model writes longer answers. */
  private void slowDown() {
    DemoAgent agent = DemoAgent.of("security");
    String prompt = agent.prompts().get(agent.prompts().size() - 1);
    Instant start = end.minus(Duration.ofMinutes(100));
    for (int i = 0; i < 7; i++) {
      DemoRun run = script.run(agent, prompt);
      script.playLong(run, start.plus(Duration.ofMinutes(10L * i)), 2, 1_100, reports);
    }
    scenes.add(
        new Scene(
            agent.slug(),
            "got a new prompt at " + TIME.format(start) + " and is several times slower since then",
            "traces --agent security --since 3h"));
  }

  /** A run that reads far too much. */
  private void overspend() {
    DemoAgent agent = DemoAgent.of("cto");
    DemoRun run = script.run(agent);
    Instant start = end.minus(Duration.ofMinutes(40));
    script.playLarge(run, start, 14, 60_000, reports);
    scenes.add(
        new Scene(
            agent.slug(),
            "spent more than its daily budget of $"
                + CTO_BUDGET_USD
                + " in a run at "
                + TIME.format(start),
            "run '" + run.runId() + "'"));
  }

  /** A run that starts runs of other agents. */
  private void delegate() {
    DemoRun run = script.run(DemoAgent.of("cto"));
    Instant start = end.minus(Duration.ofMinutes(25));
    script.delegate(
        run,
        start,
        List.of(
            script.delegated(DemoAgent.of("sre"), run),
            script.delegated(DemoAgent.of("cost"), run)),
        reports);
    scenes.add(
        new Scene(
            "cto",
            "delegated to sre and cost at " + TIME.format(start),
            "trace " + run.span().traceId()));
  }

  /** Calls of a model that the price book does not know. */
  private void callUnpriced() {
    DemoAgent agent = DemoAgent.of("cost").withModel("self-hosted", UNPRICED_MODEL);
    Instant start = end.minus(Duration.ofMinutes(10));
    script.play(script.run(agent), start, 3, reports);
    scenes.add(
        new Scene(
            agent.slug(),
            "called a model without a known price: " + UNPRICED_MODEL,
            "traces --model " + UNPRICED_MODEL));
  }
}
