// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Made-up calls of the demo agents, the same ones for the same seed. */
final class DemoTraffic {
  private static final int ERRORS_IN_A_HUNDRED = 2;

  private final List<DemoAgent> agents;
  private final RandomGenerator random;
  private final LatencyModel latencies;

  DemoTraffic(List<DemoAgent> agents, RandomGenerator random) {
    this.agents = List.copyOf(agents);
    this.random = random;
    this.latencies = new LatencyModel(random);
  }

  /** So many calls, the i-th of them at the time that {@code timestamps} gives for i. */
  Workload workload(int size, IntFunction<Instant> timestamps) {
    return new Workload(
        size,
        "made-up calls; " + LatencyModel.DESCRIPTION,
        IntStream.range(0, size).mapToObj(i -> call(timestamps.apply(i))));
  }

  /** A recorded call's time and sizes, with the rest made up. */
  ModelCall call(Instant timestamp, long inputTokens, long outputTokens) {
    DemoAgent agent = agents.get(random.nextInt(agents.size()));
    boolean failed = random.nextInt(100) < ERRORS_IN_A_HUNDRED;
    return new ModelCall(
        agent.slug(),
        agent.provider(),
        agent.model(),
        timestamp,
        inputTokens,
        outputTokens,
        latencies.latencyMillis(inputTokens, outputTokens),
        agent.prompt(),
        failed ? "" : agent.decisions().get(random.nextInt(agent.decisions().size())),
        failed ? "overloaded" : null);
  }

  private ModelCall call(Instant timestamp) {
    long inputTokens = Math.round(Math.exp(6.9 + 0.9 * random.nextGaussian()));
    long outputTokens = 1 + Math.round(Math.exp(4.9 + 0.7 * random.nextGaussian()));
    return call(timestamp, inputTokens, outputTokens);
  }
}
