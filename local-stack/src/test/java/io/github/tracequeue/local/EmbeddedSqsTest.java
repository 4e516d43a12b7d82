// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

final class EmbeddedSqsTest {
  private static final String TEXT = "漢字 😀 \" \\ \r\n\t";

  @Test
  void sendMessage_oneMebibyte_takenAndNotOneByteMore() {
    try (EmbeddedSqs server = EmbeddedSqs.start(0, "local", null);
        SqsClient sqs = client(server)) {
      String url = create(sqs, "q", Map.of());
      String largest = "x".repeat(PipelineSettings.Queue.MAX_MESSAGE_BYTES);
      sqs.sendMessage(request -> request.queueUrl(url).messageBody(largest));

      assertThat(receive(sqs, url).orElseThrow().body()).isEqualTo(largest);
      assertThatThrownBy(
              () -> sqs.sendMessage(request -> request.queueUrl(url).messageBody(largest + "x")))
          .isInstanceOf(SqsException.class);
      assertThatThrownBy(() -> sqs.sendMessage(request -> request.queueUrl(url).messageBody("")))
          .isInstanceOf(SqsException.class);
    }
  }

  @Test
  void receiveMessage_tooOften_movesToTheDeadLetters() {
    try (EmbeddedSqs server = EmbeddedSqs.start(0, "local", null);
        SqsClient sqs = client(server)) {
      String dead = create(sqs, "dead", Map.of());
      String url =
          create(
              sqs,
              "q",
              Map.of(
                  QueueAttributeName.VISIBILITY_TIMEOUT,
                  "0",
                  QueueAttributeName.REDRIVE_POLICY,
                  "{\"deadLetterTargetArn\":\"arn:aws:sqs:local:000000000000:dead\","
                      + "\"maxReceiveCount\":2}"));
      String id =
          sqs.sendMessage(request -> request.queueUrl(url).messageBody("poison")).messageId();

      assertThat(receive(sqs, url)).isPresent();
      assertThat(receive(sqs, url)).isPresent();
      assertThat(receive(sqs, url)).isEmpty();
      assertThat(receive(sqs, dead).orElseThrow().messageId()).isEqualTo(id);
    }
  }

  @Test
  void start_keptFile_messagesAreAsTheyWere(@TempDir Path folder) {
    Path file = folder.resolve("queues.jsonl");
    Message received;
    try (EmbeddedSqs server = EmbeddedSqs.start(0, "local", file);
        SqsClient sqs = client(server)) {
      String url = create(sqs, "q", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "0"));
      sqs.sendMessage(
          request ->
              request
                  .queueUrl(url)
                  .messageBody(TEXT)
                  .messageAttributes(
                      Map.of(
                          "text", attribute("String").stringValue(TEXT).build(),
                          "number", attribute("Number.int").stringValue("7").build(),
                          "raw",
                              attribute("Binary")
                                  .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1}))
                                  .build())));
      received = receive(sqs, url).orElseThrow();
    }
    try (EmbeddedSqs server = EmbeddedSqs.start(0, "local", file);
        SqsClient sqs = client(server)) {
      String url = create(sqs, "q", Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "0"));
      server.restore("q");

      Message again = receive(sqs, url).orElseThrow();
      assertThat(again.messageId()).isEqualTo(received.messageId());
      assertThat(again.body()).isEqualTo(TEXT);
      assertThat(again.messageAttributes()).isEqualTo(received.messageAttributes());
      assertThat(attribute(again, MessageSystemAttributeName.SENT_TIMESTAMP))
          .isEqualTo(attribute(received, MessageSystemAttributeName.SENT_TIMESTAMP));
      assertThat(attribute(received, MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
          .isEqualTo("1");
      assertThat(attribute(again, MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
          .isEqualTo("2");
    }
  }

  @Test
  void start_keptFile_deletedMessagesStayAwayAndHiddenOnesHidden(@TempDir Path folder) {
    Path file = folder.resolve("queues.jsonl");
    try (EmbeddedSqs server = EmbeddedSqs.start(0, "local", file);
        SqsClient sqs = client(server)) {
      String url = create(sqs, "q", Map.of());
      for (String body : new String[] {"deleted", "hidden", "visible"}) {
        sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
      }
      Message deleted = receive(sqs, url).orElseThrow();
      assertThat(deleted.body()).isEqualTo("deleted");
      sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(deleted.receiptHandle()));
      assertThat(receive(sqs, url).orElseThrow().body()).isEqualTo("hidden");
    }
    for (int start = 0; start < 2; start++) {
      try (EmbeddedSqs server = EmbeddedSqs.start(0, "local", file);
          SqsClient sqs = client(server)) {
        String url = create(sqs, "q", Map.of());
        server.restore("q");

        Map<QueueAttributeName, String> depths =
            sqs.getQueueAttributes(
                    request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
        assertThat(depths)
            .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1")
            .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "1");
      }
    }
  }

  /** Bodies may hold prompts: they leave the file while it is in use, and it is its owner's. */
  @Test
  void deleteMessage_keptFile_forgetsItsBodyBeforeTheStackEnds(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("queues.jsonl");
    try (EmbeddedSqs server = EmbeddedSqs.start(0, "local", file);
        SqsClient sqs = client(server)) {
      String url = create(sqs, "q", Map.of());
      for (int i = 0; i < 100; i += 10) {
        sendTen(sqs, url, i);
      }
      assertThat(file).content().contains("secret 0\"", "secret 99\"");
      for (int i = 0; i < 60; i += 10) {
        deleteTen(sqs, url);
      }
      assertThat(file).content().doesNotContain("secret 0\"").contains("secret 99\"");
      for (int i = 0; i < 40; i += 10) {
        deleteTen(sqs, url);
      }
      assertThat(file).content().doesNotContain("secret");
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void start_always_listensToThisMachineOnly() throws Exception {
    try (EmbeddedSqs server = EmbeddedSqs.start(0, "local", null)) {
      Loopback.assertOnly(server.endpoint());
    }
  }

  private static SqsClient client(EmbeddedSqs server) {
    return new ServiceEndpoints(
            server.endpoint(), server.endpoint(), server.endpoint(), server.endpoint(), "local")
        .sqsClient();
  }

  private static void sendTen(SqsClient sqs, String url, int first) {
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(first, first + 10)
            .mapToObj(
                i ->
                    SendMessageBatchRequestEntry.builder()
                        .id("m" + i)
                        .messageBody("secret " + i)
                        .build())
            .toList();
    SendMessageBatchResponse response =
        sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
    assertThat(response.successful()).hasSize(10);
  }

  private static void deleteTen(SqsClient sqs, String url) {
    List<DeleteMessageBatchRequestEntry> entries =
        sqs
            .receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
            .messages()
            .stream()
            .map(
                message ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(message.messageId())
                        .receiptHandle(message.receiptHandle())
                        .build())
            .toList();
    assertThat(entries).hasSize(10);
    DeleteMessageBatchResponse response =
        sqs.deleteMessageBatch(request -> request.queueUrl(url).entries(entries));
    assertThat(response.successful()).hasSize(10);
  }

  private static String create(
      SqsClient sqs, String name, Map<QueueAttributeName, String> attributes) {
    return sqs.createQueue(request -> request.queueName(name).attributes(attributes)).queueUrl();
  }

  private static Optional<Message> receive(SqsClient sqs, String url) {
    return sqs
        .receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .waitTimeSeconds(1)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages()
        .stream()
        .findFirst();
  }

  private static MessageAttributeValue.Builder attribute(String type) {
    return MessageAttributeValue.builder().dataType(type);
  }

  private static String attribute(Message message, MessageSystemAttributeName name) {
    return String.valueOf(message.attributes().get(name));
  }
}
