// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;

/** A time of the years 2020 to 2099, read as {@code Instant} and truncated to milliseconds. */
record TimeRule() implements Rule {

  @Override
  public String limit() {
    return "YYYY-MM-DDTHH:MM:SS[.f]Z, a real date of 2020 to 2099";
  }

  @Override
  public Reading read(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      long millis =
          UtcTime.parse(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      if (millis != UtcTime.INVALID) {
        return Reading.valid(Instant.ofEpochMilli(millis));
      }
    }
    String text = token.isBoolean() ? null : Rule.scalarText(parser, token);
    if (text == null) {
      return Reading.unusable(Reason.WRONG_TYPE);
    }
    NumberText number = NumberText.of(text);
    Instant time = number == null ? TimeRepair.parse(text) : TimeRepair.ofEpoch(number);
    return time == null ? Reading.unusable(Reason.BAD_FORMAT) : Reading.repaired(time);
  }
}
