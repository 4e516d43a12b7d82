// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A number, optionally in quotes.
 *
 * @param number null if the value is not a number
 * @param isNumber whether it had no quotes
 * @param isEmpty whether it was an empty text
 */
record NumberReading(@Nullable NumberText number, boolean isNumber, boolean isEmpty) {

  /** Reads the current token and moves to its end. */
  static NumberReading of(JsonParser parser, JsonToken token) throws IOException {
    String text = token.isBoolean() ? null : Rule.scalarText(parser, token);
    if (text == null) {
      return new NumberReading(null, false, false);
    }
    return new NumberReading(NumberText.of(text), token.isNumeric(), text.trim().isEmpty());
  }

  /** The result for a value that is not a number. */
  Reading unusable() {
    return Reading.unusable(isEmpty ? Reason.MISSING_FIELD : Reason.WRONG_TYPE);
  }
}
