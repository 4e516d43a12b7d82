// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Writes the runs of a demo, call by call. Not thread-safe. */
final class DemoScript {
  /** An action of an agent between two calls. */
  private static final long PAUSE_MILLIS = 400;

  private static final int INPUT_TOKENS = 1_200;
  private static final int OUTPUT_TOKENS = 140;

  private final Random random;
  private final DemoSpans spans;
  private final LatencyModel latencies;

  DemoScript(Random random, DemoSpans spans) {
    this.random = random;
    this.spans = spans;
    this.latencies = new LatencyModel(random);
  }

  /** A new run with the agent's first prompt. */
  DemoRun run(DemoAgent agent) {
    return run(agent, agent.prompts().get(0));
  }

  /** A new run with a prompt. */
  DemoRun run(DemoAgent agent, String prompt) {
    return new DemoRun(agent, prompt, spans.root(), null);
  }

  /** A new run that another run starts. */
  DemoRun delegated(DemoAgent agent, DemoRun starter) {
    return new DemoRun(agent, agent.prompts().get(0), spans.delegated(starter), starter);
  }

  /** A run of ordinary calls; returns its end. */
  Instant play(DemoRun run, Instant start, int calls, List<AgentReport> into) {
    return play(run, start, calls, INPUT_TOKENS, OUTPUT_TOKENS, into);
  }

  /** A run whose calls write long answers. */
  void playLong(DemoRun run, Instant start, int calls, int outputTokens, List<AgentReport> into) {
    play(run, start, calls, INPUT_TOKENS, outputTokens, into);
  }

  /** A run whose calls read a lot. */
  void playLarge(DemoRun run, Instant start, int calls, int inputTokens, List<AgentReport> into) {
    play(run, start, calls, inputTokens, OUTPUT_TOKENS, into);
  }

  /** A run that starts other runs one after the other, and then decides. */
  void delegate(DemoRun run, Instant start, List<DemoRun> others, List<AgentReport> into) {
    into.add(run.start(start));
    Instant at = call(run, start, INPUT_TOKENS, OUTPUT_TOKENS, into);
    for (DemoRun other : others) {
      at = play(other, at, 3, into);
    }
    at = call(run, at, INPUT_TOKENS, OUTPUT_TOKENS, into);
    into.add(run.end(at.minusMillis(PAUSE_MILLIS)));
  }

  private Instant play(
      DemoRun run, Instant start, int calls, int input, int output, List<AgentReport> into) {
    into.add(run.start(start));
    Instant at = start;
    for (int i = 0; i < calls; i++) {
      at = call(run, at, input, output, into);
    }
    into.add(run.end(at.minusMillis(PAUSE_MILLIS)));
    return at;
  }

  /** Adds a call; returns when the next one can start. */
  private Instant call(DemoRun run, Instant at, int input, int output, List<AgentReport> into) {
    DemoAgent agent = run.agent;
    long inputTokens = about(input);
    long outputTokens = about(output);
    CallReport call =
        run.add(
            new CallReport(
                agent.slug(),
                agent.provider(),
                agent.model(),
                run.runId(),
                spans.child(run.span()),
                at,
                inputTokens,
                outputTokens,
                latencies.latencyMillis(inputTokens, outputTokens),
                run.prompt,
                agent.decisions().get(random.nextInt(agent.decisions().size())),
                null));
    into.add(call);
    return call.end().plusMillis(PAUSE_MILLIS);
  }

  /** The number, up to a fifth more or less. */
  private long about(int number) {
    return Math.round(number * (0.8 + 0.4 * random.nextDouble()));
  }
}
