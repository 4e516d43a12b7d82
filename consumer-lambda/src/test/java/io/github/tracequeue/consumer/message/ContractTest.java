// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.testkit.contract.ContractSamples;
import io.github.tracequeue.testkit.contract.ContractSamples.BadSample;
import io.github.tracequeue.testkit.contract.ContractSamples.GoodSample;
import io.github.tracequeue.testkit.contract.ContractSamples.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The parser gives each sample of the contract exactly the verdict that the index names. */
final class ContractTest {

  private final MessageParser parser = new MessageParser(PromptHasher.plain());

  @ParameterizedTest
  @MethodSource("io.github.tracequeue.testkit.contract.ContractSamples#good")
  void parse_goodSample_acceptsEveryEvent(GoodSample sample) {
    ParsedMessage message = parser.parse(new String(sample.body(), UTF_8));

    assertThat(rejections(message)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("badText")
  void parse_badSample_namesReasonAndField(BadSample sample) {
    ParsedMessage message = parser.parse(new String(sample.body(), UTF_8));

    assertThat(rejections(message)).containsExactlyElementsOf(sample.rejections());
    assertThat(goodEvents(message)).containsExactlyElementsOf(sample.goodEvents());
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

  private static boolean isText(byte[] body) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static List<Rejection> rejections(ParsedMessage message) {
    return message.match(
        accepted -> {
          List<Rejection> rejections = new ArrayList<>();
          for (int i = 0; i < accepted.events().size(); i++) {
            if (accepted.events().get(i) instanceof RejectedEvent rejected) {
              rejections.add(rejection(i, rejected.rejection()));
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
        accepted -> {
          List<Integer> good = new ArrayList<>();
          for (int i = 0; i < accepted.events().size(); i++) {
            if (!(accepted.events().get(i) instanceof RejectedEvent)) {
              good.add(i);
            }
          }
          return good;
        },
        rejected -> List.of());
  }
}
