// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Copies the parts of an object that may be kept. */
final class ObjectRedactor {

  /** The field that lists the removed values: names and sizes in characters. */
  static final String REMOVED = "_redacted";

  /** The name in the list of removed values for names that could be free text. */
  private static final String ANY_NAME = "*";

  /** A longer text is truncated, a longer number is removed. */
  private static final int MAX_TEXT = 4_000;

  private final PromptHasher hasher;
  private final String body;
  private final JsonParser parser;
  private final JsonGenerator json;
  private final List<Removed> removed = new ArrayList<>();
  private boolean hasPromptHash;
  private @Nullable String ownPromptHash;

  ObjectRedactor(PromptHasher hasher, String body, JsonParser parser, JsonGenerator json) {
    this.hasher = hasher;
    this.body = body;
    this.parser = parser;
    this.json = json;
  }

  /** Redacts the events of a container, at whose array the parser is. */
  interface EventsRedactor {
    List<String> redact(String body, JsonParser parser) throws IOException;
  }

  /** Copies an object that is an event. */
  void redactEvent() throws IOException {
    json.writeStartObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      redactField(name, Field.of(name), parser.nextToken());
    }
    end();
  }

  /** Copies an object that may be a container, and returns its events; null if it has none. */
  @Nullable List<String> redactFrame(EventsRedactor redactor) throws IOException {
    List<String> events = null;
    json.writeStartObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      Field field = Field.of(name);
      if (field == null && name.equals("events") && value == JsonToken.START_ARRAY) {
        List<String> more = redactor.redact(body, parser);
        events = events == null ? new ArrayList<>() : events;
        events.addAll(more);
      } else if (field == null && BodyReader.isFrameField(name)) {
        redactFrameField(name, value);
      } else {
        redactField(name, field, value);
      }
    }
    end();
    return events;
  }

  /** The size of the current value in characters; moves to its end. */
  static int size(JsonParser parser) throws IOException {
    if (parser.currentToken().isScalarValue()) {
      return parser.getTextLength();
    }
    long start = parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    return (int) (parser.currentLocation().getCharOffset() - start);
  }

  private void redactField(String name, @Nullable Field field, JsonToken value) throws IOException {
    if (field == Field.PROMPT_PREVIEW && value != JsonToken.VALUE_NULL) {
      redactPrompt();
    } else if (field == Field.PROMPT_HASH && !isHashLike(value)) {
      hasPromptHash = true;
      remove(name);
    } else if (field != null && field.rule instanceof EntriesRule rule) {
      if (value == JsonToken.START_OBJECT) {
        copyMap(name, rule.names()::isValid, (key, token) -> true);
      } else {
        remove(name);
      }
    } else if (field != null && value.isScalarValue()) {
      hasPromptHash |= field == Field.PROMPT_HASH;
      copyScalar(name, name, value);
    } else {
      remove(field == null ? nameOnly(name) : name);
    }
  }

  private void redactPrompt() throws IOException {
    String hash;
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      hash = hasher.hash(parser.getText());
    } else {
      int start = (int) parser.currentTokenLocation().getCharOffset();
      hash = hasher.hash(body.substring(start, start + size(parser)));
    }
    if (ownPromptHash == null) {
      ownPromptHash = hash;
    }
  }

  /** Whether the value is a prompt hash, or similar enough not to be the prompt. */
  private boolean isHashLike(JsonToken value) throws IOException {
    return value == JsonToken.VALUE_NULL
        || (value == JsonToken.VALUE_STRING && parser.getText().matches("[0-9A-Fa-f]{0,128}"));
  }

  private void redactFrameField(String name, JsonToken value) throws IOException {
    // A text instead of a list could be another body in quotes.
    if (value == JsonToken.VALUE_NULL || (name.equals("v") && value.isScalarValue())) {
      copyScalar(name, name, value);
    } else if (name.equals("producer") && value == JsonToken.START_OBJECT) {
      copyMap(name, TextRule.key()::isValid, (key, token) -> key.equals("id") || key.equals("seq"));
    } else if (name.equals("dropped") && value == JsonToken.START_OBJECT) {
      copyMap(name, TextRule.key()::isValid, (key, token) -> token.isNumeric());
    } else {
      remove(name);
    }
  }

  /** Copies the plain values of an object that may be kept, under valid names. */
  private void copyMap(String name, Predicate<String> isName, BiPredicate<String, JsonToken> isKept)
      throws IOException {
    json.writeObjectFieldStart(name);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      boolean known = isName.test(key);
      if (known && value.isScalarValue() && isKept.test(key, value)) {
        copyScalar(key, name + '.' + key, value);
      } else {
        remove(name + '.' + (known ? key : ANY_NAME));
      }
    }
    json.writeEndObject();
  }

  private void copyScalar(String name, String path, JsonToken value) throws IOException {
    if (value.isNumeric()) {
      String number = parser.getText();
      if (number.length() > MAX_TEXT || !Rule.isFinite(number)) {
        remove(path);
      } else {
        json.writeFieldName(name);
        json.writeNumber(number);
      }
      return;
    }
    json.writeFieldName(name);
    if (value == JsonToken.VALUE_STRING && parser.getTextLength() > MAX_TEXT) {
      json.writeString(CodePoints.start(parser.getText(), MAX_TEXT));
      remove(path);
    } else {
      json.copyCurrentEvent(parser);
    }
  }

  /** The original name if it is valid, because a name could also contain a prompt. */
  private static String nameOnly(String name) {
    return TextRule.tagName().isValid(name) ? name : ANY_NAME;
  }

  private void remove(String name) throws IOException {
    removed.add(new Removed(name, size(parser)));
  }

  private void end() throws IOException {
    if (ownPromptHash != null && !hasPromptHash) {
      json.writeStringField(Field.PROMPT_HASH.wireName, ownPromptHash);
    }
    boolean isPromptBesideHash = ownPromptHash != null && hasPromptHash;
    if (!removed.isEmpty() || isPromptBesideHash) {
      json.writeObjectFieldStart(REMOVED);
      for (Removed field : removed) {
        json.writeNumberField(field.name, field.size);
      }
      if (isPromptBesideHash) {
        json.writeStringField(Field.PROMPT_PREVIEW.wireName, ownPromptHash);
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private record Removed(String name, int size) {}
}
