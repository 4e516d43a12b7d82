// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.Writer;

/** How message bodies are read: strict JSON, no limit but the depth. */
final class JsonBody {

  /** The outermost value is level 1. */
  static final int MAX_DEPTH = 16;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Names of unknown fields must not be able to fail a message.
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonBody() {}

  static JsonParser parser(char[] text, int offset, int length) throws IOException {
    return FACTORY.createParser(text, offset, length);
  }

  /** Writes JSON; a name may come twice, as in what is redacted. */
  static JsonGenerator generator(Writer target) throws IOException {
    return FACTORY.createGenerator(target);
  }

  /**
   * Moves to the end of the current value.
   *
   * @param level of the value if it is an object or an array
   * @throws TooDeepException beyond {@link #MAX_DEPTH}
   */
  static void skip(JsonParser parser, JsonToken token, int level) throws IOException {
    if (!token.isStructStart()) {
      return;
    }
    int open = 1;
    checkDepth(level);
    while (open > 0) {
      JsonToken next = parser.nextToken();
      if (next.isStructStart()) {
        checkDepth(level + open);
        open++;
      } else if (next.isStructEnd()) {
        open--;
      }
    }
  }

  private static void checkDepth(int level) throws TooDeepException {
    if (level > MAX_DEPTH) {
      throw new TooDeepException();
    }
  }

  /** The body has a value below the deepest level. */
  static final class TooDeepException extends IOException {
    private static final long serialVersionUID = 1;

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }
}
