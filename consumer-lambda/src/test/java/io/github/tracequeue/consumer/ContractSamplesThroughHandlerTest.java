// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static io.github.tracequeue.consumer.TestConsumer.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.TestConsumer.TestMessage;
import io.github.tracequeue.testkit.contract.ContractSamples;
import io.github.tracequeue.testkit.contract.ContractSamples.BadSample;
import io.github.tracequeue.testkit.contract.ContractSamples.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** All samples in one batch: the good ones are stored, the bad ones quarantined with the reason. */
final class ContractSamplesThroughHandlerTest {

  private final TestConsumer consumer = TestConsumer.create();
  private final List<BadSample> bad =
      ContractSamples.bad().stream().filter(sample -> isText(sample.body())).toList();

  @Test
  void handle_allSamples_storesTheGoodAndQuarantinesTheBad() {
    List<TestMessage> batch = new ArrayList<>();
    ContractSamples.good()
        .forEach(sample -> batch.add(message("good/" + sample.name(), text(sample.body()))));
    ContractSamples.repaired()
        .forEach(sample -> batch.add(message("repaired/" + sample.name(), text(sample.body()))));
    bad.forEach(sample -> batch.add(message("bad/" + sample.name(), text(sample.body()))));

    assertThat(consumer.handle(batch, 60_000)).isEmpty();

    List<Message> quarantined = consumer.quarantined();
    assertThat(quarantined.stream().map(ContractSamplesThroughHandlerTest::whyAndWhence))
        .containsExactlyInAnyOrderElementsOf(
            bad.stream()
                .flatMap(
                    sample ->
                        sample.rejections().stream()
                            .map(rejection -> whyAndWhence(sample.name(), rejection)))
                .toList());
    assertThat(consumer.traces().size() + consumer.runs().size()).isGreaterThan(250);
    assertThat(
            quarantined.stream().filter(message -> message.body().contains(ContractSamples.CANARY)))
        .extracting(message -> attribute(message, "message_id"))
        .isEmpty();
    assertThat(consumer.tableDump()).doesNotContain(ContractSamples.CANARY);
    assertThat(consumer.lines)
        .isNotEmpty()
        .noneMatch(line -> line.contains(ContractSamples.CANARY));
    assertThat(consumer.cloudWatch.requests().toString()).doesNotContain(ContractSamples.CANARY);
    assertThat(consumer.cloudWatch.sum("EventsQuarantined", ""))
        .isEqualTo((double) quarantined.size());
  }

  private static List<String> whyAndWhence(Message message) {
    return List.of(
        attribute(message, "message_id"),
        attribute(message, "event_index"),
        attribute(message, "reason"),
        attribute(message, "field"));
  }

  private static List<String> whyAndWhence(String sample, Rejection rejection) {
    boolean whole = rejection.event() == Rejection.WHOLE_MESSAGE;
    return List.of(
        "bad/" + sample,
        whole ? "" : Integer.toString(rejection.event()),
        rejection.reason(),
        rejection.field());
  }

  private static String attribute(Message message, String name) {
    var value = message.messageAttributes().get(name);
    return value == null ? "" : value.stringValue();
  }

  private static String text(byte[] body) {
    return new String(body, UTF_8);
  }

  private static boolean isText(byte[] body) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
