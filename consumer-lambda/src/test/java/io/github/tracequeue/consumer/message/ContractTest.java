// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.testkit.contract.ContractSamples;
import io.github.tracequeue.testkit.contract.ContractSamples.BadSample;
import io.github.tracequeue.testkit.contract.ContractSamples.GoodSample;
import io.github.tracequeue.testkit.contract.ContractSamples.Rejection;
import io.github.tracequeue.testkit.contract.ContractSamples.RepairedEvent;
import io.github.tracequeue.testkit.contract.ContractSamples.RepairedSample;
import io.github.tracequeue.testkit.contract.ContractSamples.WrappedSample;
import io.github.tracequeue.testkit.contract.StoredFields;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The parser gives each sample of the contract the verdict, and the repairs, of its index. */
final class ContractTest {

  private final MessageParser parser = new MessageParser(PromptHasher.plain());
  private final Origin origin = new Origin(ContractSamples.messageId(), ContractSamples.sentAt());

  @ParameterizedTest
  @MethodSource("io.github.tracequeue.testkit.contract.ContractSamples#good")
  void parse_goodSample_acceptsEveryEventAsItIs(GoodSample sample) {
    ParsedMessage message = parse(sample.body());

    assertThat(rejections(message)).isEmpty();
    assertThat(stored(message))
        .allSatisfy(event -> assertThat(event.repaired()).as("repaired").isEmpty());
  }

  @ParameterizedTest
  @MethodSource("io.github.tracequeue.testkit.contract.ContractSamples#repaired")
  void parse_repairedSample_repairsWhatTheIndexSays(RepairedSample sample) {
    ParsedMessage message = parse(sample.body());

    assertThat(rejections(message)).isEmpty();
    List<StoredFields> stored = stored(message);
    assertThat(stored).hasSameSizeAs(sample.events());
    for (int i = 0; i < stored.size(); i++) {
      RepairedEvent expected = sample.events().get(i);
      assertThat(stored.get(i).repaired()).isEqualTo(expected.repaired());
      for (Map.Entry<String, JsonNode> field : expected.stored().properties()) {
        assertThat(stored.get(i).json(field.getKey()))
            .as(field.getKey())
            .isEqualTo(field.getValue());
      }
    }
    assertThat(((ParsedMessage.Accepted) message).dropped()).isEqualTo(sample.dropped());
  }

  @ParameterizedTest
  @MethodSource("badText")
  void parse_badSample_namesReasonAndField(BadSample sample) {
    ParsedMessage message = parse(sample.body());

    assertThat(rejections(message)).containsExactlyElementsOf(sample.rejections());
    assertThat(goodEvents(message)).containsExactlyElementsOf(sample.goodEvents());
  }

  @ParameterizedTest
  @MethodSource("io.github.tracequeue.testkit.contract.ContractSamples#wrapped")
  void parse_wrappedSample_readsWhatItHolds(WrappedSample sample) {
    ParsedMessage outer = parse(sample.body());
    ParsedMessage inner = parse(sample.inner());

    assertThat(rejections(outer)).isEqualTo(rejections(inner));
    assertThat(stored(outer)).isEqualTo(stored(inner));
  }

  @Test
  void samples_thatAreNotUtf8_cannotBeTheTextOfAMessage() {
    List<BadSample> notText =
        ContractSamples.bad().stream().filter(sample -> !isText(sample.body())).toList();

    // SQS hands over text, so that these never reach the parser.
    assertThat(notText)
        .hasSizeBetween(1, 10)
        .allSatisfy(
            sample ->
                assertThat(sample.rejections())
                    .extracting(Rejection::reason)
                    .containsExactly("not_json"));
  }

  static List<BadSample> badText() {
    return ContractSamples.bad().stream().filter(sample -> isText(sample.body())).toList();
  }

  private ParsedMessage parse(byte[] body) {
    return parser.parse(new String(body, UTF_8), origin);
  }

  private static boolean isText(byte[] body) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static List<StoredFields> stored(ParsedMessage message) {
    List<StoredFields> stored = new ArrayList<>();
    if (message instanceof ParsedMessage.Accepted accepted) {
      accepted.events().stream()
          .filter(event -> !(event.event() instanceof RejectedEvent))
          .forEach(event -> stored.add(ParsedFields.of(event.event())));
    }
    return stored;
  }

  private static List<Rejection> rejections(ParsedMessage message) {
    return message.match(
        accepted -> {
          List<Rejection> rejections = new ArrayList<>();
          for (MessageEvent event : accepted.events()) {
            if (event.event() instanceof RejectedEvent rejected) {
              rejections.add(rejection(event.position(), rejected.rejection()));
            }
          }
          return rejections;
        },
        rejected -> List.of(rejection(Rejection.WHOLE_MESSAGE, rejected.rejection())));
  }

  private static Rejection rejection(
      int event, io.github.tracequeue.consumer.message.Rejection rejection) {
    return new Rejection(event, rejection.reason().code(), rejection.field());
  }

  private static List<Integer> goodEvents(ParsedMessage message) {
    return message.match(
        accepted ->
            accepted.events().stream()
                .filter(event -> !(event.event() instanceof RejectedEvent))
                .map(MessageEvent::position)
                .toList(),
        rejected -> List.of());
  }
}
