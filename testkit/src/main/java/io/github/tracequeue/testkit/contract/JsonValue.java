// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as a tree that keeps numbers as they were written: {@code Map}, {@code List}, {@code
 * String}, {@code Boolean}, {@code RawNumber} or null.
 */
final class JsonValue {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
          .build();

  private JsonValue() {}

  /** A number's text. */
  record RawNumber(String text) {}

  /** A name occurs twice in an object. */
  static final class DuplicateNameException extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** The value of a text. Throws Jackson's exception if the text is not JSON. */
  static @Nullable Object parse(String text) throws IOException, DuplicateNameException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      Object value = read(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new IOException("something behind the value");
      }
      return value;
    } catch (JsonProcessingException e) {
      if (String.valueOf(e.getMessage()).startsWith("Duplicate field")) {
        throw new DuplicateNameException();
      }
      throw e;
    }
  }

  private static @Nullable Object read(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          fields.put(name, read(parser, parser.nextToken()));
        }
        yield fields;
      }
      case START_ARRAY -> {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken next; (next = parser.nextToken()) != JsonToken.END_ARRAY; ) {
          elements.add(read(parser, next));
        }
        yield elements;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> new RawNumber(parser.getText());
    };
  }
}
