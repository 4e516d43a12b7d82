// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A whole number from 0, read as {@code Long}; a fraction is rounded half up. */
record WholeRule(long max) implements Rule {

  /** A number with this many digits always fits. */
  private static final int LONG_DIGITS = 18;

  static WholeRule tokens() {
    return new WholeRule(1_000_000_000);
  }

  static WholeRule durationMillis() {
    return new WholeRule(86_400_000);
  }

  static WholeRule requests() {
    return new WholeRule(1_000_000);
  }

  static WholeRule count() {
    return new WholeRule((1L << 53) - 1);
  }

  @Override
  public String limit() {
    return "0 to " + max;
  }

  @Override
  public Reading read(JsonParser parser, JsonToken token) throws IOException {
    // The usual case: short and whole.
    if (token == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= LONG_DIGITS) {
      long value = parser.getLongValue();
      return value >= 0 && value <= max
          ? Reading.valid(value)
          : Reading.unusable(Reason.OUT_OF_RANGE);
    }
    NumberReading reading = NumberReading.of(parser, token);
    NumberText number = reading.number();
    if (number == null) {
      return reading.unusable();
    }
    Long value = number.roundedUpTo(max);
    if (value == null) {
      return Reading.unusable(Reason.OUT_OF_RANGE);
    }
    return reading.isNumber() && number.isWhole() ? Reading.valid(value) : Reading.repaired(value);
  }
}
