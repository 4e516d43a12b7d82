// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.tracequeue.consumer.message.MessageParser;
import io.github.tracequeue.consumer.message.ParsedMessage;
import io.github.tracequeue.consumer.message.RejectedEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Lambda's SQS event as a stream: a body is parsed where it stands in the reader's buffer,
 * and copied only if it is rejected. Safe for any number of threads.
 */
final class SqsEventReader {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private SqsEventReader() {}

  /**
   * The messages in their order.
   *
   * @throws IOException if the stream is no SQS event; it repeats nothing of the stream
   */
  static List<Delivery> read(InputStream event, MessageParser messageParser) throws IOException {
    try {
      return readEvent(event, messageParser);
    } catch (JsonProcessingException e) {
      // Without its cause, which quotes what it found: the runtime prints what is thrown.
      throw new IOException("not an SQS event: broken at byte " + e.getLocation().getByteOffset());
    }
  }

  private static List<Delivery> readEvent(InputStream event, MessageParser messageParser)
      throws IOException {
    List<Delivery> deliveries = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(event)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an SQS event: no object");
      }
      boolean hasRecords = false;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        boolean records = parser.currentName().equals("Records");
        if (parser.nextToken() == JsonToken.START_ARRAY && records) {
          hasRecords = true;
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            deliveries.add(readRecord(parser, messageParser));
          }
        } else {
          parser.skipChildren();
        }
      }
      if (!hasRecords) {
        throw new IOException("not an SQS event: no Records");
      }
    }
    return deliveries;
  }

  private static Delivery readRecord(JsonParser parser, MessageParser messageParser)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IOException("not an SQS event: a record is no object");
    }
    String messageId = "";
    ParsedMessage message = null;
    String rejectedBody = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value != JsonToken.VALUE_STRING) {
        parser.skipChildren();
      } else if (name.equals("messageId")) {
        messageId = parser.getText();
      } else if (name.equals("body")) {
        message =
            messageParser.parse(
                parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        rejectedBody = hasRejection(message) ? parser.getText() : null;
      }
    }
    if (message == null) {
      return new Delivery(messageId, messageParser.parse(""), "");
    }
    return new Delivery(messageId, message, rejectedBody);
  }

  private static boolean hasRejection(@Nullable ParsedMessage message) {
    return message instanceof ParsedMessage.Accepted accepted
        ? accepted.events().stream().anyMatch(RejectedEvent.class::isInstance)
        : message != null;
  }
}
