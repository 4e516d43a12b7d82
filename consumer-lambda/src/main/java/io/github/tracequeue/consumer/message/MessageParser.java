// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads message bodies in one pass: an event, an array of events or an envelope, without its
 * wrappers. Not thread-safe.
 */
public final class MessageParser {

  private static final int MAX_WRAPPERS = 4;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final PromptHasher hasher;
  private final EventFields fields = new EventFields();

  /** A parser that hashes prompts with {@code hasher}. */
  public MessageParser(PromptHasher hasher) {
    this.hasher = hasher;
  }

  /** Parses a body; never throws for any text. */
  public ParsedMessage parse(String body, Origin origin) {
    String text = body;
    @Nullable String outer = null;
    for (int wrappers = 0; wrappers <= MAX_WRAPPERS; wrappers++) {
      text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
      BodyReader reader = new BodyReader(text, fields, hasher, origin);
      ParsedMessage message = read(text, reader);
      String inner = reader.inner();
      if (message instanceof ParsedMessage.Accepted || inner == null) {
        return outer == null ? message : readable(message, outer);
      }
      outer = text;
      text = inner;
    }
    return rejected(Reason.TOO_DEEP, "at most " + MAX_WRAPPERS + " wrappers", text);
  }

  /** Rejects the wrapper if its text is not JSON, because that text could contain a prompt. */
  private static ParsedMessage readable(ParsedMessage message, String outer) {
    return message instanceof ParsedMessage.Rejected rejected
            && rejected.rejection().reason() == Reason.NOT_JSON
        ? new ParsedMessage.Rejected(rejected.rejection(), outer)
        : message;
  }

  private static ParsedMessage read(String text, BodyReader reader) {
    if (text.isBlank()) {
      return rejected(Reason.EMPTY_BODY, "", text);
    }
    try (JsonParser parser = JsonBody.parser(text)) {
      return reader.read(parser);
    } catch (StreamConstraintsException e) {
      return rejected(Reason.TOO_DEEP, "at most " + JsonBody.MAX_DEPTH + " levels", text);
    } catch (JsonProcessingException e) {
      return rejected(Reason.NOT_JSON, "", text);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
  }

  private static ParsedMessage rejected(Reason reason, String detail, String text) {
    return new ParsedMessage.Rejected(new Rejection(reason, "", detail), text);
  }
}
