// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;

/** True or false, read as {@code Boolean}. */
record FlagRule() implements Rule {

  @Override
  public String limit() {
    return "true or false";
  }

  @Override
  public Reading read(JsonParser parser, JsonToken token) throws IOException {
    if (token.isBoolean()) {
      return Reading.valid(token == JsonToken.VALUE_TRUE);
    }
    if (token.isNumeric()) {
      NumberText number = NumberReading.of(parser, token).number();
      Long value = number == null || !number.isWhole() ? null : number.roundedUpTo(1);
      return value == null
          ? Reading.unusable(Reason.WRONG_TYPE)
          : Reading.repaired(value.equals(1L));
    }
    String text = Objects.requireNonNullElse(Rule.scalarText(parser, token), "");
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "true" -> Reading.repaired(true);
      case "false" -> Reading.repaired(false);
      default -> Reading.unusable(Reason.WRONG_TYPE);
    };
  }
}
