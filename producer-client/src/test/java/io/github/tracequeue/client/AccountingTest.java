// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ten thousand random histories of a client, each held against what the test itself has counted.
 */
final class AccountingTest {
  private static final int SEQUENCES = 10_000;
  private static final int GROUPS = 20;

  static IntStream groups() {
    return IntStream.range(0, GROUPS);
  }

  @ParameterizedTest
  @MethodSource("groups")
  void anySequence_atEachStep_accountsForEachEvent(int group) {
    for (int i = 0; i < SEQUENCES / GROUPS; i++) {
      long seed = (long) group * SEQUENCES + i;
      new History(seed).run();
    }
  }

  /** One random history, and the truth about it. */
  private static final class History {
    final long seed;
    final SplittableRandom random;
    final Simulation simulation;

    /**
     * Whether a loss counts against each later flush of this history, as it is shorter than the
     * memory.
     */
    final boolean remembersLosses;

    final Set<Integer> accepted = new HashSet<>();
    long calls;
    long refused;
    long recordedBefore;
    long deliveredBefore;
    boolean closed;

    History(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      this.remembersLosses = random.nextBoolean();
      boolean isRoomy = random.nextInt(3) == 0;
      this.simulation =
          new Simulation(
              new Options(
                  1 + random.nextInt(isRoomy ? 10_000 : 40),
                  65_536 + random.nextInt(isRoomy && random.nextBoolean() ? 8 << 20 : 65_536),
                  Duration.ofMillis(random.nextInt(500)),
                  remembersLosses ? Duration.ofHours(24) : Duration.ofSeconds(30),
                  Duration.ofSeconds(2),
                  null,
                  false),
              seed);
      simulation.sender.always(this::answer);
    }

    void run() {
      int steps = 10 + random.nextInt(60);
      for (int step = 0; step < steps; step++) {
        step();
        check();
      }
      if (random.nextBoolean()) {
        close();
      } else {
        simulation.sender.always(bodies -> ScriptedSender.ok());
        simulation.settle();
      }
      ClientStats stats = check();
      assertThat(stats.queued() + stats.inFlight()).as("left at the end, seed %s", seed).isZero();
    }

    private void step() {
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3, 4, 5 -> record();
        case 6, 7, 8 -> simulation.dispatcher.turn();
        case 9 -> simulation.time.freeze(random.nextInt(20_000));
        case 10 -> flush();
        default -> {
          if (random.nextInt(20) == 0) {
            close();
          }
        }
      }
    }

    private void record() {
      int number = (int) calls++;
      Event event =
          switch (random.nextInt(10)) {
            case 0 -> Events.builder(number).outputTokens(-1).build();
            case 1 -> Events.poison(number);
            case 2, 3, 4 -> Events.large(number);
            default -> Events.numbered(number);
          };
      boolean isAccepted = event instanceof TraceEvent trace && simulation.client.record(trace);
      if (isAccepted) {
        accepted.add(number);
      } else {
        refused++;
      }
    }

    private void flush() {
      boolean allDelivered = simulation.sender.numbers().containsAll(accepted);
      boolean flushed = simulation.client.flush(Duration.ZERO);
      if (remembersLosses) {
        assertThat(flushed).as("flushed, seed %s", seed).isEqualTo(allDelivered);
      }
    }

    private void close() {
      boolean drained = simulation.client.close(Duration.ZERO);
      if (!closed && drained && remembersLosses) {
        assertThat(simulation.sender.numbers()).as("closed, seed %s", seed).containsAll(accepted);
      }
      closed = true;
    }

    private ClientStats check() {
      ClientStats stats = simulation.stats();
      assertThat(stats.recorded())
          .as("the identity, seed %s", seed)
          .isEqualTo(stats.delivered() + stats.droppedTotal() + stats.queued() + stats.inFlight());
      assertThat(stats.recorded()).as("recorded, seed %s", seed).isEqualTo(calls);
      assertThat(stats.delivered())
          .as("delivered, seed %s", seed)
          .isEqualTo(simulation.sender.numbers().size());
      assertThat(stats.droppedTotal() + stats.queued() + stats.inFlight())
          .as("not delivered, seed %s", seed)
          .isEqualTo(refused + accepted.size() - simulation.sender.numbers().size());
      assertThat(stats.queued()).as("queued, seed %s", seed).isNotNegative();
      assertThat(stats.inFlight()).as("in flight, seed %s", seed).isNotNegative();
      assertThat(stats.recorded()).as("seed %s", seed).isGreaterThanOrEqualTo(recordedBefore);
      assertThat(stats.delivered()).as("seed %s", seed).isGreaterThanOrEqualTo(deliveredBefore);
      assertThat(accepted).as("seed %s", seed).containsAll(simulation.sender.numbers());
      if (!closed) {
        assertThat(simulation.state.queue.pendingEvents())
            .as("the budget, seed %s", seed)
            .isEqualTo(stats.queued() + stats.inFlight());
      }
      recordedBefore = stats.recorded();
      deliveredBefore = stats.delivered();
      return stats;
    }

    private SendResult answer(List<String> bodies) {
      return switch (random.nextInt(12)) {
        case 0 -> ScriptedSender.failed(SendFailure.Kind.TRANSIENT);
        case 1 -> ScriptedSender.failed(SendFailure.Kind.UNAUTHORIZED);
        case 2 -> ScriptedSender.failed(SendFailure.Kind.QUEUE_MISSING);
        case 3 -> ScriptedSender.failed(SendFailure.Kind.REJECTED);
        case 4 -> ScriptedSender.failed(SendFailure.Kind.TOO_LONG);
        case 5 -> throw new IllegalStateException("scripted");
        case 6, 7 -> partial(bodies.size());
        default -> ScriptedSender.ok();
      };
    }

    private SendResult partial(int messages) {
      Map<Integer, SendFailure> failures = new HashMap<>();
      SendFailure.Kind[] kinds = SendFailure.Kind.values();
      for (int i = 0; i < messages; i++) {
        if (random.nextBoolean()) {
          failures.put(i, new SendFailure(kinds[random.nextInt(kinds.length)], "scripted"));
        }
      }
      return SendResult.acceptedExcept(failures);
    }
  }
}
