// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.consumer.TestConsumer.TestMessage;
import io.github.tracequeue.consumer.message.MessageParser;
import io.github.tracequeue.consumer.message.ParsedMessage;
import io.github.tracequeue.consumer.message.PromptHasher;
import io.github.tracequeue.consumer.message.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqsEventReaderTest {

  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

  private final MessageParser parser = new MessageParser(PromptHasher.plain());

  @Test
  void read_messages_areParsedInTheirOrder() throws IOException {
    String good = SampleBodies.typical(1, Instant.EPOCH.plusSeconds(1_700_000_000));
    List<Delivery> deliveries =
        read(
            new String(
                TestConsumer.event(
                    List.of(
                        new TestMessage("a", good),
                        new TestMessage("b", "caf\u00e9 \ud83d\ude00 \"x\"\n"))),
                UTF_8));

    assertThat(deliveries).extracting(Delivery::messageId).containsExactly("a", "b");
    assertThat(deliveries.get(0).message())
        .isEqualTo(parser.parse(good, deliveries.get(0).origin()));
    assertThat(rejectedText(deliveries.get(1))).isEqualTo("caf\u00e9 \ud83d\ude00 \"x\"\n");
  }

  @Test
  void read_bodyBeforeTheId_belongsToIt() throws IOException {
    assertThat(read("{\"Records\":[{\"body\":\"x\",\"messageId\":\"m\"}]}"))
        .singleElement()
        .returns("m", Delivery::messageId)
        .returns("x", SqsEventReaderTest::rejectedText);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"SentTimestamp\":\"1795426215250\"}', 2026-11-23T09:30:15.250Z",
    "'{\"SentTimestamp\":1795426215250,\"x\":[1]}', 2026-11-23T09:30:15.250Z",
    "'{\"SentTimestamp\":\"soon\"}', 2026-12-01T00:00:00Z",
    "'{\"SenderId\":\"s\"}', 2026-12-01T00:00:00Z",
    "null, 2026-12-01T00:00:00Z"
  })
  void read_sentTimestampBehindTheBody_datesTheMessage(String attributes, Instant sentAt)
      throws IOException {
    assertThat(read("{\"Records\":[{\"body\":\"{}\",\"attributes\":" + attributes + "}]}"))
        .singleElement()
        .returns(sentAt, delivery -> delivery.origin().sentAt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Records\":[{\"messageId\":\"m\"}]}",
        "{\"Records\":[{\"messageId\":\"m\",\"body\":null}]}",
        "{\"Records\":[{\"messageId\":\"m\",\"body\":{\"a\":[1]}}]}",
        "{\"Records\":[{\"messageId\":\"m\",\"body\":\"\"}]}"
      })
  void read_messageWithoutABody_isRejectedAsEmpty(String event) throws IOException {
    assertThat(read(event))
        .singleElement()
        .satisfies(
            delivery -> {
              assertThat(delivery.messageId()).isEqualTo("m");
              assertThat(rejectedText(delivery)).isEmpty();
              assertThat(delivery.message())
                  .isInstanceOfSatisfying(
                      ParsedMessage.Rejected.class,
                      r -> assertThat(r.rejection().reason()).isEqualTo(Reason.EMPTY_BODY));
            });
  }

  @Test
  void read_noRecords_isAnEmptyBatch() throws IOException {
    assertThat(read("{\"other\":{\"Records\":[1]},\"Records\":[]}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"Records\":{}}",
        "{\"Records\":[1]}",
        "{\"Records\":[",
        "null",
        "{\"Records\":[{\"body\":\"x"
      })
  void read_noSqsEvent_fails(String event) {
    assertThatThrownBy(() -> read(event)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "{\"Records\":[{\"body\":secret", "{\"secret\" \"secret\""})
  void read_brokenEvent_failsWithoutQuotingIt(String event) {
    assertThatThrownBy(() -> read(event))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("not an SQS event: invalid JSON at byte ")
        .hasNoCause();
  }

  private List<Delivery> read(String event) throws IOException {
    return SqsEventReader.read(new ByteArrayInputStream(event.getBytes(UTF_8)), parser, NOW);
  }

  private static String rejectedText(Delivery delivery) {
    return ((ParsedMessage.Rejected) delivery.message()).text();
  }
}
