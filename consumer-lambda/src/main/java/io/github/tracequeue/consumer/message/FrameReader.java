// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.tracequeue.consumer.message.ParsedMessage.Producer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the fields of an envelope in whatever order they come. For one body and one thread. */
final class FrameReader {

  private static final int MAX_EVENTS = 10_000;
  private static final int MAX_DROP_REASONS = 32;
  private static final int MAX_PRODUCER_ID = 128;
  private static final long MAX_COUNT = (1L << 53) - 1;

  /** Fields of the frame are on the first level, so that their values are on the second. */
  private static final int VALUE_LEVEL = 2;

  private final EventReader eventReader;
  private final Set<String> seen = new HashSet<>(8);
  private final List<ParsedEvent> events = new ArrayList<>();
  private Map<String, Long> dropped = Map.of();
  private @Nullable Producer producer;
  private @Nullable Rejection ofVersion;
  private @Nullable Rejection first;

  FrameReader(EventReader eventReader) {
    this.eventReader = eventReader;
  }

  static boolean isFrameField(String name) {
    return switch (name) {
      case "v", "events", "producer", "dropped" -> true;
      default -> false;
    };
  }

  /** Whether the body is an envelope, as far as its keys are known. */
  boolean isEnvelope() {
    return seen.contains("v") || seen.contains("events");
  }

  void read(String name, JsonParser parser, JsonToken token) throws IOException {
    if (!seen.add(name)) {
      reject(Reason.DUPLICATE_KEY, name, "");
      JsonBody.skip(parser, token, VALUE_LEVEL);
      return;
    }
    switch (name) {
      case "v" -> readVersion(parser, token);
      case "events" -> readEvents(parser, token);
      case "producer" -> readProducer(parser, token);
      default -> readDropped(parser, token);
    }
  }

  ParsedMessage finish() {
    if (ofVersion != null) {
      return new ParsedMessage.Rejected(ofVersion);
    }
    if (!seen.contains("v")) {
      return missing("v");
    }
    if (first != null) {
      return new ParsedMessage.Rejected(first);
    }
    return seen.contains("events")
        ? new ParsedMessage.Accepted(producer, dropped, events)
        : missing("events");
  }

  private void readVersion(JsonParser parser, JsonToken token) throws IOException {
    if (token.isNumeric()) {
      NumberText number = number(parser);
      if (number.isWhole()) {
        Long version = number.wholeUpTo(1);
        if (version == null || version != 1) {
          ofVersion = new Rejection(Reason.UNSUPPORTED_VERSION, "v", "1");
        }
        return;
      }
    }
    ofVersion = new Rejection(Reason.WRONG_TYPE, "v", "a whole number");
    JsonBody.skip(parser, token, VALUE_LEVEL);
  }

  private void readEvents(JsonParser parser, JsonToken token) throws IOException {
    if (token != JsonToken.START_ARRAY) {
      reject(Reason.WRONG_TYPE, "events", "an array");
      JsonBody.skip(parser, token, VALUE_LEVEL);
      return;
    }
    int count = 0;
    for (JsonToken element; (element = parser.nextToken()) != JsonToken.END_ARRAY; ) {
      count++;
      if (count > MAX_EVENTS) {
        reject(Reason.TOO_MANY, "events", "at most " + MAX_EVENTS);
        JsonBody.skip(parser, element, VALUE_LEVEL + 1);
      } else if (element == JsonToken.START_OBJECT) {
        events.add(readEvent(parser));
      } else {
        events.add(new RejectedEvent(Rejection.of(Reason.NOT_AN_OBJECT)));
        JsonBody.skip(parser, element, VALUE_LEVEL + 1);
      }
    }
  }

  private ParsedEvent readEvent(JsonParser parser) throws IOException {
    eventReader.start();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Field field = Field.of(parser.currentName());
      JsonToken value = parser.nextToken();
      if (field == null) {
        JsonBody.skip(parser, value, VALUE_LEVEL + 2);
      } else {
        eventReader.read(field, parser, value, VALUE_LEVEL + 2);
      }
    }
    return eventReader.finish();
  }

  private void readProducer(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      reject(Reason.WRONG_TYPE, "producer", "an object");
      JsonBody.skip(parser, token, VALUE_LEVEL);
      return;
    }
    String id = null;
    Long sequence = null;
    Set<String> names = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      boolean known = name.equals("id") || name.equals("seq");
      if (known && !names.add(name)) {
        reject(Reason.DUPLICATE_KEY, "producer." + name, "");
        JsonBody.skip(parser, value, VALUE_LEVEL + 1);
      } else if (name.equals("id")) {
        id = producerId(parser, value);
      } else if (name.equals("seq")) {
        sequence = count("producer.seq", parser, value);
      } else {
        JsonBody.skip(parser, value, VALUE_LEVEL + 1);
      }
    }
    if (!names.contains("id")) {
      reject(Reason.MISSING_FIELD, "producer.id", "");
    }
    if (!names.contains("seq")) {
      reject(Reason.MISSING_FIELD, "producer.seq", "");
    }
    if (id != null && sequence != null) {
      producer = new Producer(id, sequence);
    }
  }

  private @Nullable String producerId(JsonParser parser, JsonToken token) throws IOException {
    String limit = "1 to " + MAX_PRODUCER_ID + " code points";
    if (token != JsonToken.VALUE_STRING) {
      reject(Reason.WRONG_TYPE, "producer.id", "text");
      JsonBody.skip(parser, token, VALUE_LEVEL + 1);
      return null;
    }
    char[] text = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    int length = parser.getTextLength();
    if (length == 0) {
      reject(Reason.TOO_SHORT, "producer.id", limit);
    } else if (CodePoints.count(text, offset, length) > MAX_PRODUCER_ID) {
      reject(Reason.TOO_LONG, "producer.id", limit);
    }
    return CodePoints.start(text, offset, length, MAX_PRODUCER_ID);
  }

  private void readDropped(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      reject(Reason.WRONG_TYPE, "dropped", "an object");
      JsonBody.skip(parser, token, VALUE_LEVEL);
      return;
    }
    Map<String, Long> counts = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String reason = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!TextPatterns.isDropReason(reason)) {
        reject(Reason.BAD_FORMAT, "dropped", "reasons [a-z][a-z0-9_]{0,31}");
        JsonBody.skip(parser, value, VALUE_LEVEL + 1);
        continue;
      }
      Long count = count("dropped." + reason, parser, value);
      if (counts.put(reason, count == null ? 0 : count) != null) {
        reject(Reason.DUPLICATE_KEY, "dropped." + reason, "");
      } else if (counts.size() > MAX_DROP_REASONS) {
        reject(Reason.TOO_MANY, "dropped", "at most " + MAX_DROP_REASONS + " reasons");
      }
    }
    dropped = counts;
  }

  private @Nullable Long count(String field, JsonParser parser, JsonToken token)
      throws IOException {
    NumberText number = token.isNumeric() ? number(parser) : null;
    if (number == null || !number.isWhole()) {
      reject(Reason.WRONG_TYPE, field, "a whole number");
      JsonBody.skip(parser, token, VALUE_LEVEL + 1);
      return null;
    }
    Long count = number.wholeUpTo(MAX_COUNT);
    if (count == null) {
      reject(Reason.OUT_OF_RANGE, field, "0 to " + MAX_COUNT);
    }
    return count;
  }

  private static NumberText number(JsonParser parser) throws IOException {
    return NumberText.parse(
        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  private static ParsedMessage missing(String field) {
    return new ParsedMessage.Rejected(new Rejection(Reason.MISSING_FIELD, field, ""));
  }

  private void reject(Reason reason, String field, String detail) {
    if (first == null) {
      first = new Rejection(reason, field, detail);
    }
  }
}
