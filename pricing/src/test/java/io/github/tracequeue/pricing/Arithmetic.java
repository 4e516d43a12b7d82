// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;

/** Works out a written calculation of numbers, {@code + - * /} and brackets, exactly. */
final class Arithmetic {

  private final String text;
  private int position;

  private Arithmetic(String text) {
    this.text = text.replace(" ", "");
  }

  static BigDecimal evaluate(String text) {
    Arithmetic arithmetic = new Arithmetic(text);
    BigDecimal value = arithmetic.sum();
    if (arithmetic.position != arithmetic.text.length()) {
      throw new IllegalArgumentException(text + " at " + arithmetic.position);
    }
    return value;
  }

  private BigDecimal sum() {
    BigDecimal value = product();
    while (true) {
      if (accept('+')) {
        value = value.add(product());
      } else if (accept('-')) {
        value = value.subtract(product());
      } else {
        return value;
      }
    }
  }

  private BigDecimal product() {
    BigDecimal value = number();
    while (true) {
      if (accept('*')) {
        value = value.multiply(number());
      } else if (accept('/')) {
        value = value.divide(number());
      } else {
        return value;
      }
    }
  }

  private BigDecimal number() {
    if (accept('(')) {
      BigDecimal value = sum();
      if (!accept(')')) {
        throw new IllegalArgumentException(text + " at " + position);
      }
      return value;
    }
    int start = position;
    while (position < text.length() && "0123456789.".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    return new BigDecimal(text.substring(start, position));
  }

  private boolean accept(char c) {
    boolean accepted = position < text.length() && text.charAt(position) == c;
    position += accepted ? 1 : 0;
    return accepted;
  }
}
