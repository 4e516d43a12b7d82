// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One fault of the sender's own code at any place: a turn that breaks off costs no account. */
final class FaultTest {
  private static final int PLACES = 60;

  static IntStream places() {
    return IntStream.rangeClosed(1, PLACES);
  }

  @ParameterizedTest
  @MethodSource("places")
  void turn_breaksOffAnywhere_accountsForEachEvent(int place) {
    var looks = new AtomicInteger(-1_000_000);
    var simulation =
        new Simulation(
            Simulation.options(100, 1 << 20),
            place,
            () -> {
              if (looks.incrementAndGet() == place) {
                throw new OutOfMemoryError("scripted");
              }
            });
    simulation
        .sender
        .then(ScriptedSender.failedEntry(0, SendFailure.Kind.TOO_LONG))
        .then(ScriptedSender.failedEntry(0, SendFailure.Kind.REJECTED))
        .then(ScriptedSender.failed(SendFailure.Kind.TRANSIENT));
    looks.set(0);
    int broken = 0;
    for (int i = 0; i < 30; i++) {
      simulation.client.record(i % 5 == 1 ? Events.poison(i) : Events.large(i));
      broken += turn(simulation);
    }
    for (int i = 0; i < 1_000; i++) {
      broken += turn(simulation);
    }

    assertThat(broken).as("turns that broke off").isEqualTo(1);
    ClientStats stats = simulation.stats();
    assertThat(stats.recorded()).isEqualTo(30);
    assertThat(stats.queued() + stats.inFlight()).isZero();
    assertThat(stats.dropped(DropReason.ENCODE_ERROR)).isEqualTo(6);
    assertThat(stats.delivered() + stats.droppedTotal()).isEqualTo(30);
    assertThat(stats.delivered()).isEqualTo(simulation.sender.numbers().size());
    assertThat(simulation.state.queue.pendingEvents()).isZero();
    assertThat(simulation.state.queue.pendingBytes()).isZero();
    simulation.sender.acknowledged().forEach(Contract::json);
  }

  /** Splitting must not use the events that a broken turn left behind. */
  @Test
  void split_whileAMessageThatBrokeOffWaits_spoilsNeither() {
    var looks = new AtomicInteger(-1_000_000);
    var simulation =
        new Simulation(
            Simulation.options(100, 1 << 20),
            1,
            () -> {
              // The loss of the poison event, when 4 and 5 are encoded.
              if (looks.incrementAndGet() == 1) {
                throw new OutOfMemoryError("scripted");
              }
            });
    var packer =
        new MessagePacker(
            simulation.state,
            new FreezeWatch(simulation.time::nanos, simulation.time::wallMillis),
            SplittableRandom::new);
    for (int i = 0; i < 4; i++) {
      simulation.client.record(Events.large(i));
    }
    Message sent = Objects.requireNonNull(packer.next(60 * 1024));
    simulation.client.record(Events.numbered(4));
    simulation.client.record(Events.numbered(5));
    simulation.client.record(Events.poison(6));
    looks.set(0);
    assertThatThrownBy(() -> packer.next(60 * 1024)).isInstanceOf(OutOfMemoryError.class);

    List<Message> parts = packer.split(sent, 2_048);
    Message waiting = Objects.requireNonNull(packer.next(60 * 1024));

    assertThat(parts).hasSizeGreaterThan(1).allSatisfy(part -> Contract.json(part.body()));
    assertThat(parts)
        .flatExtracting(part -> ScriptedSender.numbersOf(part.body()))
        .containsExactly(0, 1, 2, 3);
    Contract.json(waiting.body());
    assertThat(ScriptedSender.numbersOf(waiting.body())).containsExactly(4, 5);
  }

  private static int turn(Simulation simulation) {
    try {
      simulation.dispatcher.turn();
      return 0;
    } catch (OutOfMemoryError e) {
      return 1;
    }
  }
}
