// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The valid values of a field, and the repair of invalid ones. */
interface Rule {

  /** Reads a value that is not null, which is the parser's current token, and moves to its end. */
  Reading read(JsonParser parser, JsonToken token) throws IOException;

  /** The limit as text. */
  String limit();

  /**
   * The text of a text, number or boolean as it was written; null for everything else. Moves to the
   * value's end.
   */
  static @Nullable String scalarText(JsonParser parser, JsonToken token) throws IOException {
    if (token.isStructStart()) {
      parser.skipChildren();
      return null;
    }
    String text = parser.getText();
    return token.isNumeric() && !isFinite(text) ? null : text;
  }

  /** Whether a number is one of JSON's, not {@code NaN} or {@code Infinity}. */
  static boolean isFinite(String number) {
    return Character.isDigit(number.charAt(number.length() - 1));
  }
}
