// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Simulated work of the demo agents, the same for the same seed: runs of one agent, and runs in
 * which the first agent delegates to the others. After two thirds, an agent with a second prompt
 * changes to it, and its calls take longer. Not thread-safe; generates its traffic once.
 */
public final class DemoTraffic {
  static final String DESCRIPTION =
      "runs, delegations, errors and texts are simulated; after two thirds, the security agent gets"
          + " a longer prompt and its calls take 1.7 times as long";

  /** The seed of the calls' sizes and order; constant, so that runs are comparable. */
  public static final long SEED = 20261123;

  private static final int ERRORS_IN_A_HUNDRED = 2;
  private static final int DELEGATIONS_IN_A_HUNDRED = 25;
  private static final double PROMPTS_CHANGE_AT = 2 / 3.0;
  private static final double SLOWER_BY = 1.7;

  /** A task without a call for this long has ended. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<DemoAgent> agents;
  private final Random random;
  private final DemoSpans spans;
  private final int size;
  private final LatencyModel latencies;
  private final PriorityQueue<DemoCase> open =
      new PriorityQueue<>(Comparator.comparing(DemoCase::free));
  private int calls;

  /**
   * @param ids creates trace and span ids, which must differ in each run
   * @param size the number of calls
   */
  public DemoTraffic(List<DemoAgent> agents, Random random, Random ids, int size) {
    this.agents = List.copyOf(agents);
    this.random = random;
    this.spans = new DemoSpans(ids);
    this.size = size;
    this.latencies = new LatencyModel(random);
  }

  /** This number of calls over a period until now, most of them recent. */
  public Traffic spread(Duration span, Instant end) {
    Instant last = end.minus(PATIENCE);
    Stream<AgentReport> reports =
        Stream.generate(() -> calls < size ? oneCase(last, span) : List.<AgentReport>of())
            .takeWhile(some -> !some.isEmpty())
            .flatMap(List::stream);
    return Traffic.of(
        size, "simulated calls; " + DESCRIPTION + "; " + LatencyModel.DESCRIPTION, reports);
  }

  /** Calls whose time is the time at which they are read. */
  public Traffic live(Supplier<Instant> clock) {
    Stream<AgentReport> reports =
        IntStream.range(0, size)
            .boxed()
            .flatMap(i -> call(clock.get(), input(), output()).stream());
    return Traffic.of(
        size,
        "simulated calls; " + DESCRIPTION + "; " + LatencyModel.DESCRIPTION,
        Stream.concat(reports, atLast()));
  }

  /**
   * A recorded call with its time and sizes, in a task that can make it, and other actions at that
   * time. {@link #atLast} follows after the last call.
   */
  List<AgentReport> call(Instant timestamp, long inputTokens, long outputTokens) {
    List<AgentReport> reports = new ArrayList<>();
    DemoCase one = open.peek();
    while (one != null && one.free().plus(PATIENCE).isBefore(timestamp)) {
      reports.addAll(open.remove().close());
      one = open.peek();
    }
    one = one == null || one.free().isAfter(timestamp) ? plan() : open.remove();
    reports.addAll(one.next(timestamp, turn -> call(turn, timestamp, inputTokens, outputTokens)));
    if (!one.isDone()) {
      open.add(one);
    }
    return reports;
  }

  /** The ends of the unfinished runs; to be read after all calls. */
  Stream<AgentReport> atLast() {
    return Stream.of(open).flatMap(PriorityQueue::stream).flatMap(one -> one.close().stream());
  }

  private List<AgentReport> oneCase(Instant last, Duration span) {
    double left = 1 - (double) calls / size;
    Instant at = last.minusMillis(Math.round(span.toMillis() * left * left * left));
    DemoCase one = plan();
    List<AgentReport> reports = new ArrayList<>();
    while (!one.isDone() && calls < size) {
      Instant now = at;
      reports.addAll(one.next(now, turn -> call(turn, now, input(), output())));
      at = one.free();
    }
    reports.addAll(one.close());
    return reports;
  }

  private DemoCase plan() {
    boolean delegates = agents.size() > 1 && random.nextInt(100) < DELEGATIONS_IN_A_HUNDRED;
    DemoCase plan = new DemoCase();
    DemoRun run = run(delegates ? agents.get(0) : any(agents), null);
    plan.start(run);
    if (delegates) {
      List<DemoAgent> others = new ArrayList<>(agents.subList(1, agents.size()));
      Collections.shuffle(others, random);
      List<DemoAgent> asked = others.subList(0, Math.min(others.size(), 2 + random.nextInt(2)));
      plan.call(run, "Ask " + names(asked) + " before deciding.");
      for (DemoAgent other : asked) {
        DemoRun delegated = run(other, run);
        plan.start(delegated);
        calls(plan, delegated, 3 + random.nextInt(5));
        plan.end(delegated);
      }
      calls(plan, run, 1 + random.nextInt(2));
    } else {
      calls(plan, run, 5 + random.nextInt(9));
    }
    return plan.end(run);
  }

  private static void calls(DemoCase plan, DemoRun run, int count) {
    for (int i = 0; i < count; i++) {
      plan.call(run, null);
    }
  }

  private DemoRun run(DemoAgent agent, @Nullable DemoRun starter) {
    boolean changed = calls >= PROMPTS_CHANGE_AT * size;
    String prompt = agent.prompts().get(changed ? agent.prompts().size() - 1 : 0);
    return new DemoRun(
        agent, prompt, starter == null ? spans.root() : spans.delegated(starter), starter);
  }

  private CallReport call(DemoCase.Turn turn, Instant timestamp, long input, long output) {
    DemoRun run = turn.run();
    DemoAgent agent = run.agent;
    boolean failed = random.nextInt(100) < ERRORS_IN_A_HUNDRED;
    long latency = latencies.latencyMillis(input, output);
    boolean longPrompt = !run.prompt.equals(agent.prompts().get(0));
    String decision = turn.decision() != null ? turn.decision() : any(agent.decisions());
    calls++;
    return new CallReport(
        agent.slug(),
        agent.provider(),
        agent.model(),
        run.runId(),
        spans.child(run.span()),
        timestamp,
        input,
        output,
        longPrompt ? Math.round(SLOWER_BY * latency) : latency,
        run.prompt,
        failed ? "" : decision,
        failed ? "overloaded" : null);
  }

  private long input() {
    return Math.round(Math.exp(6.9 + 0.9 * random.nextGaussian()));
  }

  private long output() {
    return 1 + Math.round(Math.exp(4.9 + 0.7 * random.nextGaussian()));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static String names(List<DemoAgent> agents) {
    return agents.stream().map(DemoAgent::slug).collect(Collectors.joining(" and "));
  }
}
