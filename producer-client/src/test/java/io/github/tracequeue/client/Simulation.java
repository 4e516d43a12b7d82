// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A client whose worker never runs: the test makes its turns, on a clock that it moves. */
final class Simulation {
  final ManualTime time = new ManualTime();
  final ScriptedSender sender = new ScriptedSender();
  final List<String> warnings = new ArrayList<>();
  final QueuedTraceClient client;
  final ClientState state;
  final Dispatcher dispatcher;

  Simulation(Options options, long seed) {
    this(options, seed, () -> {});
  }

  /** A client that runs this each time it reads the clock. */
  Simulation(Options options, long seed, Runnable tick) {
    var random = new SplittableRandom(seed);
    var platform =
        new Platform(
            () -> {
              tick.run();
              return time.nanos();
            },
            time::wallMillis,
            time::park,
            random::split,
            warnings::add,
            Simulation::neverRunning);
    this.client = new QueuedTraceClient(options, sender, platform);
    this.state = client.state;
    this.dispatcher = client.dispatcher;
  }

  static Simulation create() {
    return new Simulation(options(100, 1 << 20), 1);
  }

  static Options options(int maxQueueSize, long maxQueueBytes) {
    return new Options(
        maxQueueSize,
        maxQueueBytes,
        Duration.ofMillis(100),
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        null,
        false);
  }

  /** Makes turns until the sender has nothing left to do but to wait for an event. */
  void settle() {
    for (int turn = 0; turn < 100_000; turn++) {
      time.busy();
      if (!dispatcher.turn() || time.isIdle()) {
        return;
      }
    }
    throw new AssertionError("The dispatcher does not come to rest");
  }

  /** Makes turns until a request was sent. */
  void untilRequest() {
    int before = sender.requests().size();
    for (int turn = 0; turn < 1_000 && sender.requests().size() == before; turn++) {
      dispatcher.turn();
    }
  }

  ClientStats stats() {
    return client.stats();
  }

  private static Thread neverRunning(Runnable work) {
    return new Thread(work) {
      @Override
      public synchronized void start() {}
    };
  }
}
