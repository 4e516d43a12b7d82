// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.tracequeue.consumer.message.MessageParser;
import io.github.tracequeue.consumer.message.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads Lambda's SQS event as a stream. Thread-safe. */
final class SqsEventReader {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private SqsEventReader() {}

  /**
   * The messages, in order.
   *
   * @param now the time of messages without a time
   * @throws IOException if the stream is not an SQS event; the message contains nothing of the
   *     stream
   */
  static List<Delivery> read(InputStream event, MessageParser messageParser, Instant now)
      throws IOException {
    try {
      return readEvent(event, messageParser, now);
    } catch (JsonProcessingException e) {
      // Without the cause, which quotes the input, because the runtime prints exceptions.
      throw new IOException(
          "not an SQS event: invalid JSON at byte " + e.getLocation().getByteOffset());
    }
  }

  private static List<Delivery> readEvent(
      InputStream event, MessageParser messageParser, Instant now) throws IOException {
    List<Delivery> deliveries = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(event)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an SQS event: not an object");
      }
      boolean hasRecords = false;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        boolean records = parser.currentName().equals("Records");
        if (parser.nextToken() == JsonToken.START_ARRAY && records) {
          hasRecords = true;
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            deliveries.add(readRecord(parser, messageParser, now));
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

  private static Delivery readRecord(JsonParser parser, MessageParser messageParser, Instant now)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IOException("not an SQS event: a record is not an object");
    }
    String messageId = "";
    String body = "";
    Instant sentAt = now;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("attributes") && value == JsonToken.START_OBJECT) {
        sentAt = readSentTimestamp(parser, now);
      } else if (value != JsonToken.VALUE_STRING) {
        parser.skipChildren();
      } else if (name.equals("messageId")) {
        messageId = parser.getText();
      } else if (name.equals("body")) {
        body = parser.getText();
      }
    }
    Origin origin = new Origin(messageId, sentAt);
    return new Delivery(origin, messageParser.parse(body, origin));
  }

  private static Instant readSentTimestamp(JsonParser parser, Instant absent) throws IOException {
    Instant sentAt = absent;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean isSentTimestamp = parser.currentName().equals("SentTimestamp");
      parser.nextToken();
      if (isSentTimestamp) {
        long millis = parser.getValueAsLong(-1);
        sentAt = millis < 0 ? absent : Instant.ofEpochMilli(millis);
      }
      parser.skipChildren();
    }
    return sentAt;
  }
}
