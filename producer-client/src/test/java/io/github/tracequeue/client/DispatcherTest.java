// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DispatcherTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Simulation simulation = Simulation.create();
  private final ScriptedSender sender = simulation.sender;

  @Test
  void turn_eventsWithinTheLinger_goTogether() {
    record(0, 3);
    simulation.settle();

    assertThat(sender.requests()).hasSize(1);
    assertThat(sender.requests().get(0)).hasSize(1);
    assertThat(sender.numbers()).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(simulation.stats().delivered()).isEqualTo(3);
    assertThat(simulation.state.queue.pendingBytes()).isZero();
  }

  @Test
  void turn_aFlushThatHasGivenUp_doesNotHurryTheProbes() {
    sender.always(bodies -> ScriptedSender.failed(SendFailure.Kind.UNAUTHORIZED));
    record(0, 1);
    assertThat(simulation.client.flush(Duration.ZERO)).isFalse();
    simulation.untilRequest();

    assertThat(seconds(longestWaitOf(1))).isBetween(10L, 20L);
  }

  @Test
  void turn_queueHalfFullOfABackendThatIsDown_triesOnceASecondAtLeast() {
    sender.always(bodies -> ScriptedSender.failed(SendFailure.Kind.TRANSIENT));
    record(0, 60);

    assertThat(longestWaitOf(20)).isLessThanOrEqualTo(SECOND);
  }

  @Test
  void turn_queueHalfFullMeanwhile_triesWithinASecond() {
    sender.always(bodies -> ScriptedSender.failed(SendFailure.Kind.TRANSIENT));
    record(0, 1);
    assertThat(longestWaitOf(9)).isGreaterThan(SECOND);
    simulation.dispatcher.turn();
    record(1, 60);

    assertThat(longestWaitOf(5)).isLessThanOrEqualTo(SECOND);
  }

  @Test
  void turn_queueHalfFull_doesNotHurryTheProbes() {
    sender.always(bodies -> ScriptedSender.failed(SendFailure.Kind.UNAUTHORIZED));
    record(0, 60);
    simulation.untilRequest();

    assertThat(seconds(longestWaitOf(1))).isBetween(10L, 20L);
  }

  @Test
  void turn_oneEvent_waitsForTheLinger() {
    record(0, 1);
    simulation.dispatcher.turn();
    assertThat(sender.requests()).isEmpty();
    simulation.dispatcher.turn();
    assertThat(sender.requests()).hasSize(1);
  }

  /** Waking a waiting thread takes an agent longer than all else in {@code record}. */
  @ParameterizedTest
  @CsvSource({"9, false", "10, true"})
  void turn_afterManyEvents_waitsOnceMoreInsteadOfBeingWoken(int events, boolean waits) {
    record(0, events);
    simulation.untilRequest();
    simulation.time.busy();
    simulation.dispatcher.turn();
    assertThat(simulation.time.isIdle()).isNotEqualTo(waits);

    record(events, 1);
    simulation.settle();
    assertThat(sender.requests()).hasSize(2);
    assertThat(simulation.time.isIdle()).isTrue();
  }

  @Test
  void turn_queueHalfFull_doesNotLinger() {
    record(0, 50);
    simulation.dispatcher.turn();

    assertThat(sender.requests()).hasSize(1);
  }

  @Test
  void turn_manyEvents_areInMessagesOfSixtyKibibytesAndTenToARequest() {
    var large = new Simulation(Simulation.options(4_096, 64 << 20), 1);
    for (int i = 0; i < 2_000; i++) {
      assertThat(large.client.record(Events.large(i))).isTrue();
    }
    large.settle();

    assertThat(large.sender.numbers()).hasSize(2_000);
    for (List<String> request : large.sender.requests()) {
      assertThat(request.size()).isLessThanOrEqualTo(10);
      assertThat(request).allSatisfy(body -> assertThat(body.length()).isLessThan(60 * 1024 + 1));
    }
    assertThat(large.sender.requests().get(0))
        .hasSize(10)
        .allSatisfy(body -> assertThat(body.length()).isGreaterThan(58 * 1024));
  }

  @Test
  void turn_someMessagesFailed_sendsThoseAgainAlone() {
    var large = new Simulation(Simulation.options(4_096, 64 << 20), 1);
    large.sender.then(
        SendResult.acceptedExcept(
            Map.of(
                1, new SendFailure(SendFailure.Kind.TRANSIENT, "busy"),
                3, new SendFailure(SendFailure.Kind.TRANSIENT, "busy"))));
    for (int i = 0; i < 300; i++) {
      large.client.record(Events.large(i));
    }
    large.settle();

    List<List<String>> requests = large.sender.requests();
    assertThat(requests.get(1).subList(0, 2))
        .containsExactly(requests.get(0).get(1), requests.get(0).get(3));
    assertThat(requests.get(1)).hasSize(2);
    assertThat(large.stats().delivered()).isEqualTo(300);
    assertThat(large.stats().retries()).isEqualTo(2);
  }

  @Test
  void turn_senderFault_isNotRetried() {
    sender.then(ScriptedSender.failedEntry(0, SendFailure.Kind.REJECTED));
    record(0, 3);
    simulation.settle();

    assertThat(simulation.stats().dropped(DropReason.REJECTED)).isEqualTo(3);
    assertThat(simulation.stats().retries()).isZero();
    assertThat(sender.numbers()).isEmpty();
  }

  @Test
  void turn_losses_travelInTheNextEnvelope() {
    sender.then(ScriptedSender.failedEntry(0, SendFailure.Kind.REJECTED));
    record(0, 3);
    simulation.client.record(Events.invalid());
    simulation.settle();

    JsonNode report = sender.lastEnvelope();
    assertThat(report.get("dropped")).isEqualTo(Contract.json("{\"rejected\":3,\"invalid\":1}"));
    assertThat(report.get("events")).isEmpty();
    assertThat(report.get("producer").get("seq").asInt()).isEqualTo(1);
    assertThat(new Contract().errors(report.toString())).isEmpty();
  }

  @Test
  void turn_lossReportLost_isReportedAgain() {
    sender
        .then(ScriptedSender.failedEntry(0, SendFailure.Kind.REJECTED))
        .then(ScriptedSender.failedEntry(0, SendFailure.Kind.REJECTED));
    record(0, 1);
    simulation.client.record(Events.invalid());
    simulation.untilRequest();
    record(1, 1);
    simulation.settle();

    assertThat(sender.lastEnvelope().get("dropped"))
        .isEqualTo(Contract.json("{\"rejected\":2,\"invalid\":1}"));
  }

  @Test
  void turn_requestFails_backsOffAndDelivers() {
    sender
        .then(ScriptedSender.failed(SendFailure.Kind.TRANSIENT))
        .then(
            bodies -> {
              throw new IllegalStateException("scripted");
            })
        .then(
            bodies -> {
              throw new NoClassDefFoundError("scripted");
            });
    record(0, 3);
    simulation.settle();

    assertThat(sender.requests()).hasSize(4);
    assertThat(simulation.stats().delivered()).isEqualTo(3);
    assertThat(simulation.stats().failuresInRow()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = SendFailure.Kind.class,
      names = {"TRANSIENT", "UNAUTHORIZED", "QUEUE_MISSING", "REJECTED"})
  void turn_failsForGood_dropsAfterTheDeliveryTimeout(SendFailure.Kind kind) {
    sender.always(bodies -> ScriptedSender.failed(kind));
    record(0, 3);
    long start = simulation.time.nanos();
    simulation.settle();

    assertThat(simulation.stats().dropped(kind.dropReason())).isEqualTo(3);
    assertThat(simulation.stats().inFlight()).isZero();
    assertThat(seconds(simulation.time.nanos() - start)).isBetween(28L, 100L);
  }

  @Test
  void turn_accessDenied_probesSlowlyWithOneMessage() {
    var large = new Simulation(Simulation.options(4_096, 64 << 20), 1);
    large.sender.then(ScriptedSender.failed(SendFailure.Kind.UNAUTHORIZED));
    large.sender.then(ScriptedSender.failed(SendFailure.Kind.UNAUTHORIZED));
    for (int i = 0; i < 300; i++) {
      large.client.record(Events.large(i));
    }
    large.untilRequest();
    long first = large.time.nanos();
    large.untilRequest();
    long second = large.time.nanos();
    large.settle();

    assertThat(seconds(second - first)).isBetween(12L, 18L);
    assertThat(large.sender.requests().get(1)).hasSize(1);
    assertThat(large.stats().delivered()).isEqualTo(300);
  }

  @Test
  void turn_probingWithNothingOpen_doesNotSpin() {
    sender.always(bodies -> ScriptedSender.failed(SendFailure.Kind.UNAUTHORIZED));
    record(0, 1);
    simulation.settle();
    int before = sender.requests().size();
    record(1, 1);
    simulation.settle();

    assertThat(sender.requests().size() - before).isBetween(2, 4);
    assertThat(simulation.stats().dropped(DropReason.UNAUTHORIZED)).isEqualTo(2);
  }

  @Test
  void turn_refusedRequest_isolatesTheMessageToBlame() {
    var large = new Simulation(Simulation.options(4_096, 64 << 20), 1);
    large.sender.always(
        bodies ->
            bodies.stream().anyMatch(body -> ScriptedSender.numbersOf(body).contains(100))
                ? ScriptedSender.failed(SendFailure.Kind.REJECTED)
                : ScriptedSender.ok());
    for (int i = 0; i < 300; i++) {
      large.client.record(Events.large(i));
    }
    large.settle();

    assertThat(large.sender.numbers()).hasSizeGreaterThan(220).doesNotContain(100);
    assertThat(large.stats().dropped(DropReason.REJECTED)).isBetween(1L, 80L);
    assertThat(large.stats().delivered() + large.stats().droppedTotal()).isEqualTo(300);
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {"Message must be shorter than 4096 bytes.", "It is too much"})
  void turn_messageTooLong_learnsTheLimitAndSplits(String answer) {
    sender.always(bodies -> limited(bodies, 4_096, answer));
    IntStream.range(0, 60).forEach(i -> simulation.client.record(Events.large(i)));
    simulation.settle();
    int learned = sender.requests().size();
    IntStream.range(60, 120).forEach(i -> simulation.client.record(Events.large(i)));
    simulation.settle();

    assertThat(sender.numbers()).hasSize(120);
    assertThat(sender.requests().subList(learned, sender.requests().size()))
        .allSatisfy(
            request ->
                assertThat(request)
                    .allSatisfy(body -> assertThat(body.length()).isLessThanOrEqualTo(4_096)));
  }

  @Test
  void turn_eventLongerThanTheLimit_isDroppedAlone() {
    sender.always(bodies -> limited(bodies, 1_024, "shorter than 1024 bytes"));
    simulation.client.record(Events.numbered(1));
    simulation.client.record(Events.large(2));
    simulation.client.record(Events.numbered(3));
    simulation.settle();

    assertThat(sender.numbers()).containsExactlyInAnyOrder(1, 3);
    assertThat(simulation.stats().dropped(DropReason.TOO_LARGE)).isEqualTo(1);
  }

  @Test
  void turn_requestTooLong_learnsTheLimit() {
    var large = new Simulation(Simulation.options(4_096, 64 << 20), 1);
    large.sender.always(
        bodies ->
            bodies.stream().mapToInt(String::length).sum() > 262_144
                ? SendResult.failed(
                    new SendFailure(
                        SendFailure.Kind.TOO_LONG, "cannot be longer than 262144 bytes"))
                : ScriptedSender.ok());
    for (int i = 0; i < 1_000; i++) {
      large.client.record(Events.large(i));
    }
    large.settle();

    assertThat(large.stats().delivered()).isEqualTo(1_000);
    assertThat(large.sender.requests().subList(1, large.sender.requests().size()))
        .allSatisfy(request -> assertThat(request.size()).isLessThanOrEqualTo(4));
  }

  @Test
  void turn_everyRequestTooLong_givesUpInsteadOfAskingForever() {
    sender.always(bodies -> ScriptedSender.failed(SendFailure.Kind.TOO_LONG));
    record(0, 1);
    simulation.untilRequest();
    record(1, 1);
    simulation.settle();

    assertThat(simulation.stats().dropped(DropReason.TOO_LARGE)).isEqualTo(2);
    assertThat(sender.requests()).hasSizeLessThan(10);
  }

  @Test
  void turn_shortRequestTooLong_sendsItsMessagesAlone() {
    sender
        .then(ScriptedSender.failed(SendFailure.Kind.TRANSIENT))
        .always(
            bodies ->
                bodies.size() > 1
                    ? ScriptedSender.failed(SendFailure.Kind.TOO_LONG)
                    : ScriptedSender.ok());
    record(0, 1);
    simulation.untilRequest();
    record(1, 1);
    simulation.settle();

    assertThat(sender.numbers()).containsExactlyInAnyOrder(0, 1);
    assertThat(sender.requests()).hasSize(4);
  }

  @Test
  void turn_poisonEvent_costsItAlone() {
    record(0, 2);
    simulation.client.record(Events.poison(2));
    record(3, 2);
    simulation.settle();

    assertThat(sender.numbers()).containsExactlyInAnyOrder(0, 1, 3, 4);
    assertThat(simulation.stats().dropped(DropReason.ENCODE_ERROR)).isEqualTo(1);
    assertThat(simulation.state.queue.pendingBytes()).isZero();
  }

  @Test
  void turn_onlyPoison_comesToRest() {
    simulation.client.record(Events.poison(1));
    simulation.settle();

    assertThat(simulation.stats().dropped(DropReason.ENCODE_ERROR)).isEqualTo(1);
    assertThat(sender.lastEnvelope().get("dropped").get("encode_error").asInt()).isEqualTo(1);
  }

  @Test
  void turn_frozenDuringTheBackOff_triesAgainInsteadOfGivingUp() {
    sender.then(ScriptedSender.failed(SendFailure.Kind.TRANSIENT));
    record(0, 1);
    simulation.untilRequest();
    simulation.time.freeze(TimeUnit.HOURS.toMillis(1));
    simulation.settle();

    assertThat(simulation.stats().delivered()).isEqualTo(1);
  }

  @Test
  void turn_frozenDuringTheRequest_triesAgainInsteadOfGivingUp() {
    sender.then(
        bodies -> {
          simulation.time.freeze(TimeUnit.HOURS.toMillis(1));
          return ScriptedSender.failed(SendFailure.Kind.TRANSIENT);
        });
    record(0, 1);
    simulation.settle();

    assertThat(simulation.stats().delivered()).isEqualTo(1);
  }

  @Test
  void turn_machineWasSuspended_hasANewProducerId() {
    List<String> ids = new ArrayList<>();
    List<Integer> sequences = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      record(i, 1);
      simulation.settle();
      JsonNode producer = sender.lastEnvelope().get("producer");
      ids.add(producer.get("id").asText());
      sequences.add(producer.get("seq").asInt());
      if (i == 1) {
        simulation.time.suspend(60_000);
      } else {
        simulation.time.freeze(60_000);
      }
    }

    assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
    assertThat(ids.get(2)).isEqualTo(ids.get(3));
    assertThat(sequences).containsExactly(0, 1, 0, 1);
  }

  @Test
  void turn_restoredFromACheckpoint_hasANewProducerId() {
    record(0, 1);
    simulation.settle();
    String before = sender.lastEnvelope().get("producer").get("id").asText();
    simulation.dispatcher.restored();
    record(1, 1);
    simulation.settle();

    assertThat(sender.lastEnvelope().get("producer").get("id").asText()).isNotEqualTo(before);
  }

  private static SendResult limited(List<String> bodies, int limit, String answer) {
    var failures = new HashMap<Integer, SendFailure>();
    for (int i = 0; i < bodies.size(); i++) {
      if (bodies.get(i).length() > limit) {
        failures.put(i, new SendFailure(SendFailure.Kind.TOO_LONG, answer));
      }
    }
    return SendResult.acceptedExcept(failures);
  }

  private void record(int first, int count) {
    for (int i = first; i < first + count; i++) {
      assertThat(simulation.client.record(Events.numbered(i))).isTrue();
    }
  }

  /** The longest time, in nanoseconds, until the next of so many requests. */
  private long longestWaitOf(int requests) {
    long longest = 0;
    for (int i = 0; i < requests; i++) {
      long before = simulation.time.nanos();
      simulation.untilRequest();
      longest = Math.max(longest, simulation.time.nanos() - before);
    }
    return longest;
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos);
  }
}
