// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Reads message bodies in one pass: a bare event or an envelope, strictly by the contract. Prompt
 * texts are hashed as they are met and kept nowhere. For one thread at a time.
 */
public final class MessageParser {

  private final EventReader eventReader;

  /** A parser that hashes prompts with {@code hasher}. */
  public MessageParser(PromptHasher hasher) {
    this.eventReader = new EventReader(hasher);
  }

  /** What a body is; never throws, whatever the text. */
  public ParsedMessage parse(String body) {
    return parse(body.toCharArray(), 0, body.length());
  }

  /** What a body is that stands in a piece of a buffer; never throws, whatever the text. */
  public ParsedMessage parse(char[] text, int offset, int length) {
    if (isBlank(text, offset, length)) {
      return new ParsedMessage.Rejected(Rejection.of(Reason.EMPTY_BODY));
    }
    try (JsonParser parser = JsonBody.parser(text, offset, length)) {
      JsonToken start = parser.nextToken();
      ParsedMessage message;
      if (start == JsonToken.START_OBJECT) {
        message = readObject(parser);
      } else {
        JsonBody.skip(parser, start, 1);
        message = new ParsedMessage.Rejected(Rejection.of(Reason.NOT_AN_OBJECT));
      }
      return parser.nextToken() == null ? message : notJson();
    } catch (JsonBody.TooDeepException e) {
      return new ParsedMessage.Rejected(
          new Rejection(Reason.TOO_DEEP, "", "at most " + JsonBody.MAX_DEPTH + " levels"));
    } catch (JsonProcessingException e) {
      return notJson();
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory cannot fail", e);
    }
  }

  private ParsedMessage readObject(JsonParser parser) throws IOException {
    FrameReader frame = null;
    eventReader.start();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      Field field = Field.of(name);
      if (field != null) {
        eventReader.read(field, parser, value, 2);
      } else if (FrameReader.isFrameField(name)) {
        frame = frame == null ? new FrameReader(eventReader) : frame;
        frame.read(name, parser, value);
      } else {
        JsonBody.skip(parser, value, 2);
      }
    }
    if (frame != null && frame.isEnvelope()) {
      return frame.finish();
    }
    return eventReader
        .finish()
        .match(
            MessageParser::accepted,
            MessageParser::accepted,
            rejected -> new ParsedMessage.Rejected(rejected.rejection()));
  }

  private static ParsedMessage accepted(ParsedEvent event) {
    return new ParsedMessage.Accepted(null, Map.of(), List.of(event));
  }

  private static ParsedMessage notJson() {
    return new ParsedMessage.Rejected(Rejection.of(Reason.NOT_JSON));
  }

  private static boolean isBlank(char[] text, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (text[i] != ' ' && text[i] != '\t' && text[i] != '\n' && text[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
