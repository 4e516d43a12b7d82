// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What may be kept of a rejected body: the contract's fields with their plain values, a hash in
 * place of the prompt, and of all else the name and the size. For one thread at a time.
 */
public final class BodyRedactor {

  /** The field that lists what was taken out: names to sizes in characters. */
  static final String REMOVED = "_redacted";

  /** The name in the list of what was taken out that stands for names that may be text. */
  static final String ANY_NAME = "*";

  private final PromptHasher hasher;

  /** A redactor that puts {@code hasher}'s hashes in place of prompts. */
  public BodyRedactor(PromptHasher hasher) {
    this.hasher = hasher;
  }

  /** What is kept of a whole body, whatever text it is; never empty. */
  public String redact(String body) {
    StringWriter kept = new StringWriter();
    char[] text = body.toCharArray();
    try (JsonParser parser = JsonBody.parser(text, 0, text.length);
        JsonGenerator json = JsonBody.generator(kept)) {
      JsonToken start = parser.nextToken();
      if (start == JsonToken.START_OBJECT) {
        new ObjectRedactor(text, parser, json).redact(true);
      } else {
        String kind = start == null ? "empty" : start.isScalarValue() ? "scalar" : "array";
        parser.skipChildren();
        writeKind(json, kind, text.length);
      }
      if (parser.nextToken() != null) {
        return LexicalRedaction.redact(body);
      }
    } catch (StreamConstraintsException e) {
      // Far deeper than the parser of messages goes: valid or not, none of it can be told apart.
      return "{\"" + REMOVED + "\":{\"" + Reason.TOO_DEEP.code() + "\":" + text.length + "}}";
    } catch (IOException e) {
      return LexicalRedaction.redact(body);
    }
    return kept.toString();
  }

  /** What is kept of each event of an envelope that the parser has accepted. */
  public List<String> redactEvents(String envelope) {
    char[] text = envelope.toCharArray();
    List<String> events = new ArrayList<>();
    try (JsonParser parser = JsonBody.parser(text, 0, text.length)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        boolean here = parser.currentName().equals("events");
        JsonToken value = parser.nextToken();
        if (!here) {
          parser.skipChildren();
        } else if (value == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            events.add(redactElement(text, parser));
          }
        }
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException("the parser has accepted this text", e);
    }
  }

  /** A name as it came if it looks like one: a prompt may stand in the place of a name too. */
  private static String nameOnly(String name) {
    return TextPatterns.isTagName(name) ? name : ANY_NAME;
  }

  private String redactElement(char[] text, JsonParser parser) throws IOException {
    StringWriter kept = new StringWriter();
    try (JsonGenerator json = JsonBody.generator(kept)) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        new ObjectRedactor(text, parser, json).redact(false);
      } else {
        String kind = parser.currentToken().isScalarValue() ? "scalar" : "array";
        writeKind(json, kind, size(parser));
      }
    }
    return kept.toString();
  }

  private static void writeKind(JsonGenerator json, String kind, int size) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart(REMOVED);
    json.writeNumberField(kind, size);
    json.writeEndObject();
    json.writeEndObject();
  }

  /** The size of the current value in characters; moves to its end. */
  private static int size(JsonParser parser) throws IOException {
    if (parser.currentToken().isScalarValue()) {
      return parser.getTextLength();
    }
    long start = parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    return (int) (parser.currentLocation().getCharOffset() - start);
  }

  /** Copies one object as far as it may be kept. */
  private final class ObjectRedactor {

    private final char[] text;
    private final JsonParser parser;
    private final JsonGenerator json;
    private final List<Removed> removed = new ArrayList<>();
    private boolean hasPromptHash;
    private @Nullable String ownPromptHash;

    ObjectRedactor(char[] text, JsonParser parser, JsonGenerator json) {
      this.text = text;
      this.parser = parser;
      this.json = json;
    }

    void redact(boolean outermost) throws IOException {
      json.writeStartObject();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        Field field = Field.of(name);
        if (field == Field.PROMPT_PREVIEW && value != JsonToken.VALUE_NULL) {
          redactPrompt();
        } else if (field == Field.PROMPT_HASH && !isHashLike(value)) {
          hasPromptHash = true;
          remove(name);
        } else if (field == Field.TAGS && value == JsonToken.START_OBJECT) {
          copyMap(name, TextPatterns::isTagName, (key, token) -> true);
        } else if (field != null && field != Field.TAGS && value.isScalarValue()) {
          hasPromptHash |= field == Field.PROMPT_HASH;
          json.writeFieldName(name);
          copyScalar(value);
        } else if (outermost && FrameReader.isFrameField(name)) {
          redactFrameField(name, value);
        } else {
          remove(field == null ? nameOnly(name) : name);
        }
      }
      if (ownPromptHash != null && !hasPromptHash) {
        json.writeStringField(Field.PROMPT_HASH.wireName, ownPromptHash);
      }
      writeRemoved();
      json.writeEndObject();
    }

    private void redactPrompt() throws IOException {
      String hash;
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        hash =
            hasher.hash(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      } else {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        hash = hasher.hash(text, start, size(parser));
      }
      if (ownPromptHash == null) {
        ownPromptHash = hash;
      }
    }

    /** Whether a prompt hash is one, or near enough not to be the prompt itself. */
    private boolean isHashLike(JsonToken value) throws IOException {
      return value == JsonToken.VALUE_NULL
          || (value == JsonToken.VALUE_STRING && parser.getText().matches("[0-9A-Fa-f]{0,128}"));
    }

    private void redactFrameField(String name, JsonToken value) throws IOException {
      // A text in place of a list may be a whole body in quotes.
      if (value == JsonToken.VALUE_NULL || (name.equals("v") && value.isScalarValue())) {
        json.writeFieldName(name);
        copyScalar(value);
      } else if (name.equals("events") && value == JsonToken.START_ARRAY) {
        json.writeArrayFieldStart(name);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          json.writeRawValue(redactElement(text, parser));
        }
        json.writeEndArray();
      } else if (name.equals("producer") && value == JsonToken.START_OBJECT) {
        copyMap(
            name,
            TextPatterns::isDropReason,
            (key, token) -> key.equals("id") || key.equals("seq"));
      } else if (name.equals("dropped") && value == JsonToken.START_OBJECT) {
        copyMap(name, TextPatterns::isDropReason, (key, token) -> token.isNumeric());
      } else {
        remove(name);
      }
    }

    /** Copies of an object the plain values that may be kept, under names that are names. */
    private void copyMap(
        String name, Predicate<String> isName, BiPredicate<String, JsonToken> isKept)
        throws IOException {
      json.writeObjectFieldStart(name);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        JsonToken value = parser.nextToken();
        boolean known = isName.test(key);
        if (known && value.isScalarValue() && isKept.test(key, value)) {
          json.writeFieldName(key);
          copyScalar(value);
        } else {
          remove(name + '.' + (known ? key : ANY_NAME));
        }
      }
      json.writeEndObject();
    }

    private void copyScalar(JsonToken value) throws IOException {
      if (value.isNumeric()) {
        json.writeNumber(parser.getText());
      } else {
        json.copyCurrentEvent(parser);
      }
    }

    private void remove(String name) throws IOException {
      removed.add(new Removed(name, size(parser)));
    }

    private void writeRemoved() throws IOException {
      boolean promptBesideHash = ownPromptHash != null && hasPromptHash;
      if (removed.isEmpty() && !promptBesideHash) {
        return;
      }
      json.writeObjectFieldStart(REMOVED);
      for (Removed field : removed) {
        json.writeNumberField(field.name, field.size);
      }
      if (promptBesideHash) {
        json.writeStringField(Field.PROMPT_PREVIEW.wireName, ownPromptHash);
      }
      json.writeEndObject();
    }

    private record Removed(String name, int size) {}
  }
}
