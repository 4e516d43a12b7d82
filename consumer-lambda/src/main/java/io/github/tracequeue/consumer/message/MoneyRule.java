// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;

/** US dollars from 0, read as {@code BigDecimal} and rounded half-even to 12 decimals. */
record MoneyRule(long max) implements Rule {

  @Override
  public String limit() {
    return "0 to " + max;
  }

  @Override
  public Reading read(JsonParser parser, JsonToken token) throws IOException {
    NumberReading reading = NumberReading.of(parser, token);
    NumberText number = reading.number();
    if (number == null) {
      return reading.unusable();
    }
    BigDecimal money = number.moneyUpTo(max);
    if (money == null) {
      return Reading.unusable(Reason.OUT_OF_RANGE);
    }
    return reading.isNumber() ? Reading.valid(money) : Reading.repaired(money);
  }
}
