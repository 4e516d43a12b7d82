// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.tracequeue.consumer.message.ParsedMessage.Producer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a body with fields in any order. For a single use. Not thread-safe. */
final class BodyReader {

  /** More valid events than fit into a message. */
  static final int MAX_EVENTS = 20_000;

  private static final TextRule PRODUCER_ID = TextRule.text(128, 128);
  private static final WholeRule COUNT = WholeRule.count();

  private static final TextRule DROP_REASON = TextRule.key();

  private static final int MAX_DROP_REASONS = 32;

  /** Counts the drops with an invalid reason, or with one beyond the limit. */
  private static final String OTHER_REASON = "other";

  private final String text;
  private final EventFields fields;
  private final PromptHasher hasher;
  private final Origin origin;
  private final Wrapper wrapper;
  private final List<MessageEvent> events = new ArrayList<>();
  private final Map<String, Long> drops = new HashMap<>();
  private boolean isWellFormed;
  private boolean hasEvents;
  private @Nullable Producer producer;
  private @Nullable Rejection ofVersion;
  private @Nullable Rejection ofEvents;

  BodyReader(String text, EventFields fields, PromptHasher hasher, Origin origin) {
    this.text = text;
    this.fields = fields;
    this.hasher = hasher;
    this.origin = origin;
    this.wrapper = new Wrapper(text);
  }

  /** Whether a container of events, and not an event, has a field of this name. */
  static boolean isFrameField(String name) {
    return switch (name) {
      case "v", "events", "producer", "dropped" -> true;
      default -> false;
    };
  }

  /** Reads the body up to its end. */
  ParsedMessage read(JsonParser parser) throws IOException {
    ParsedMessage message = readValue(parser);
    if (parser.nextToken() != null) {
      return rejected(Rejection.of(Reason.NOT_JSON));
    }
    isWellFormed = true;
    return message;
  }

  /** The wrapped body, if this body was read and is a wrapper. */
  @Nullable String inner() {
    return hasEvents || !isWellFormed ? null : wrapper.inner();
  }

  private ParsedMessage readValue(JsonParser parser) throws IOException {
    JsonToken start = parser.nextToken();
    if (start == JsonToken.START_OBJECT) {
      return readObject(parser);
    }
    if (start == JsonToken.START_ARRAY) {
      readEvents(parser, start);
      return finishFrame();
    }
    if (start == JsonToken.VALUE_STRING) {
      wrapper.encodedTwice(parser.getText());
    }
    return rejected(Rejection.of(Reason.NOT_AN_OBJECT));
  }

  private ParsedMessage readObject(JsonParser parser) throws IOException {
    fields.clear();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      Field field = Field.of(name);
      if (field != null) {
        fields.read(field, parser, value);
      } else {
        switch (name) {
          case "v" -> readVersion(parser, value);
          case "events" -> readEvents(parser, value);
          case "producer" -> readProducer(parser, value);
          case "dropped" -> readDropped(parser, value);
          default -> wrapper.read(name, parser, value);
        }
      }
    }
    return hasEvents ? finishFrame() : finishEvent();
  }

  private ParsedMessage finishFrame() {
    if (ofVersion != null) {
      return rejected(ofVersion);
    }
    return ofEvents == null
        ? new ParsedMessage.Accepted(producer, drops, events)
        : rejected(ofEvents);
  }

  private ParsedMessage finishEvent() {
    if (ofVersion != null) {
      return rejected(ofVersion);
    }
    ParsedEvent event = new EventBuilder(fields, hasher, origin, 0).build();
    if (event instanceof RejectedEvent rejected) {
      return rejected(rejected.rejection());
    }
    return new ParsedMessage.Accepted(null, Map.of(), List.of(event(EventText.whole(text), event)));
  }

  private ParsedMessage rejected(Rejection rejection) {
    return new ParsedMessage.Rejected(rejection, text);
  }

  private void readVersion(JsonParser parser, JsonToken token) throws IOException {
    ofVersion = null;
    if (token != JsonToken.VALUE_NULL) {
      NumberText number = NumberReading.of(parser, token).number();
      if (number == null || number.value().compareTo(BigDecimal.ONE) != 0) {
        ofVersion = new Rejection(Reason.UNSUPPORTED_VERSION, "v", "1");
      }
    }
  }

  private void readEvents(JsonParser parser, JsonToken token) throws IOException {
    hasEvents = true;
    if (token != JsonToken.START_ARRAY) {
      ofEvents = new Rejection(Reason.WRONG_TYPE, "events", "an array");
      parser.skipChildren();
      return;
    }
    for (JsonToken element; (element = parser.nextToken()) != JsonToken.END_ARRAY; ) {
      if (events.size() == MAX_EVENTS) {
        ofEvents = new Rejection(Reason.TOO_MANY, "events", "at most " + MAX_EVENTS);
        parser.skipChildren();
      } else {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        ParsedEvent event = readElement(parser, element);
        parser.finishToken();
        int end = (int) parser.currentLocation().getCharOffset();
        events.add(event(new EventText(text, start, end), event));
      }
    }
  }

  private MessageEvent event(EventText itsText, ParsedEvent event) {
    return new MessageEvent(
        events.size(), itsText, event, fields.has(Field.EVENT_ID), fields.has(Field.TIMESTAMP));
  }

  private ParsedEvent readElement(JsonParser parser, JsonToken token) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return new RejectedEvent(Rejection.of(Reason.NOT_AN_OBJECT));
    }
    fields.clear();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Field field = Field.of(parser.currentName());
      JsonToken value = parser.nextToken();
      if (field == null) {
        parser.skipChildren();
      } else {
        fields.read(field, parser, value);
      }
    }
    return new EventBuilder(fields, hasher, origin, events.size()).build();
  }

  private void readProducer(JsonParser parser, JsonToken token) throws IOException {
    Object id = null;
    Object sequence = null;
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("id") && value != JsonToken.VALUE_NULL) {
        id = PRODUCER_ID.read(parser, value).value();
      } else if (name.equals("seq") && value != JsonToken.VALUE_NULL) {
        sequence = COUNT.read(parser, value).value();
      } else {
        parser.skipChildren();
      }
    }
    producer =
        id instanceof String text && !text.isEmpty() && sequence instanceof Long number
            ? new Producer(text, number)
            : null;
  }

  private void readDropped(JsonParser parser, JsonToken token) throws IOException {
    drops.clear();
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String reason = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value != JsonToken.VALUE_NULL && COUNT.read(parser, value).value() instanceof Long n) {
        boolean isKept =
            DROP_REASON.isValid(reason)
                && (drops.containsKey(reason) || drops.size() < MAX_DROP_REASONS);
        drops.merge(isKept ? reason : OTHER_REASON, n, Long::sum);
      }
    }
  }
}
