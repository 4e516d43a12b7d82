// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;

/** A word in lower case; the allowed words depend on the event's type. */
record WordRule() implements Rule {

  @Override
  public String limit() {
    return "one of the allowed words";
  }

  @Override
  public Reading read(JsonParser parser, JsonToken token) throws IOException {
    String text = Rule.scalarText(parser, token);
    if (text == null) {
      return Reading.unusable(Reason.WRONG_TYPE);
    }
    String word = text.trim().toLowerCase(Locale.ROOT);
    if (word.isEmpty()) {
      return Reading.unusable(Reason.MISSING_FIELD);
    }
    boolean asSent = token == JsonToken.VALUE_STRING && word.equals(text);
    return asSent ? Reading.valid(word) : Reading.repaired(word);
  }
}
