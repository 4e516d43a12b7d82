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

/**
 * Redacts a rejected body. Keeps the contract's fields with their plain values, a hash instead of
 * the prompt, and the name and size of all other fields. Not thread-safe.
 */
public final class BodyRedactor {

  /**
   * The maximum size of a redacted body, in bytes of UTF-8: SQS's limit minus space for attributes.
   */
  public static final int MAX_BYTES = 1024 * 1024 - 4 * 1024;

  /** The field that counts what did not fit. */
  static final String TRUNCATED = "_truncated";

  private final PromptHasher hasher;

  /** A redactor that replaces prompts with {@code hasher}'s hashes. */
  public BodyRedactor(PromptHasher hasher) {
    this.hasher = hasher;
  }

  /** The redacted body of any text; never empty. */
  public Redacted redact(String body) {
    try (JsonParser parser = JsonBody.parser(body)) {
      Redacted redacted = redactBody(body, parser);
      return parser.nextToken() == null ? redacted : LexicalRedaction.redact(body);
    } catch (StreamConstraintsException e) {
      return note(ObjectRedactor.REMOVED, Reason.TOO_DEEP.code(), body.length(), false);
    } catch (IOException e) {
      return LexicalRedaction.redact(body);
    }
  }

  /** The redacted event of an accepted body. */
  public Redacted redact(EventText event) {
    String text = event.text();
    try (JsonParser parser = JsonBody.parser(text)) {
      parser.nextToken();
      return withinLimit(redactElement(text, parser));
    } catch (IOException e) {
      throw new UncheckedIOException("the parser has accepted this text", e);
    }
  }

  private Redacted redactBody(String body, JsonParser parser) throws IOException {
    JsonToken start = parser.nextToken();
    if (start == JsonToken.START_OBJECT) {
      StringWriter frame = new StringWriter();
      List<String> events = null;
      try (JsonGenerator json = JsonBody.generator(frame)) {
        events = new ObjectRedactor(hasher, body, parser, json).redactFrame(this::redactEvents);
      }
      return events == null ? withinLimit(frame.toString()) : withEvents(frame.toString(), events);
    }
    if (start == JsonToken.START_ARRAY) {
      return withEvents("{}", redactEvents(body, parser));
    }
    String kind = start == null ? "empty" : "scalar";
    return note(ObjectRedactor.REMOVED, kind, body.length(), false);
  }

  private List<String> redactEvents(String body, JsonParser parser) throws IOException {
    List<String> events = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      events.add(redactElement(body, parser));
    }
    return events;
  }

  private String redactElement(String body, JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      String kind = parser.currentToken().isScalarValue() ? "scalar" : "array";
      return note(ObjectRedactor.REMOVED, kind, ObjectRedactor.size(parser), false).text();
    }
    StringWriter kept = new StringWriter();
    try (JsonGenerator json = JsonBody.generator(kept)) {
      new ObjectRedactor(hasher, body, parser, json).redactEvent();
    }
    return kept.toString();
  }

  /** A container with as many complete events as fit. */
  private static Redacted withEvents(String frame, List<String> events) {
    StringBuilder kept = new StringBuilder(frame);
    kept.setLength(frame.length() - 1);
    kept.append(frame.length() > 2 ? "," : "").append("\"events\":[");
    int bytes = CodePoints.utf8Bytes(kept) + 64;
    int count = 0;
    for (String event : events) {
      bytes += CodePoints.utf8Bytes(event) + 1;
      if (bytes > MAX_BYTES) {
        break;
      }
      kept.append(count == 0 ? "" : ",").append(event);
      count++;
    }
    int left = events.size() - count;
    kept.append(']');
    if (left > 0) {
      kept.append(",\"" + TRUNCATED + "\":{\"events\":").append(left).append('}');
    }
    return withinLimit(kept.append('}').toString(), left > 0);
  }

  private static Redacted withinLimit(String kept) {
    return withinLimit(kept, false);
  }

  private static Redacted withinLimit(String kept, boolean truncated) {
    int bytes = CodePoints.utf8Bytes(kept);
    return bytes <= MAX_BYTES
        ? new Redacted(kept, truncated)
        : note(TRUNCATED, "bytes", bytes, true);
  }

  private static Redacted note(String name, String what, int size, boolean truncated) {
    return new Redacted("{\"" + name + "\":{\"" + what + "\":" + size + "}}", truncated);
  }
}
