// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.cli.output.Quantity;
import io.github.tracequeue.watch.limit.ValueText;
import java.math.BigDecimal;

/** Cells of the API's answers as cells of a table. A dash stands for a field that is absent. */
public final class Cells {
  private static final String ABSENT = "-";
  private static final int SECONDS = "2026-11-23T12:00:00".length();
  private static final int MINUTES = "2026-11-23T12:00".length();

  private Cells() {}

  /** A text, without control characters. */
  public static String text(JsonNode text) {
    String plain = Printable.cell(text.asText(""));
    return plain.isEmpty() ? ABSENT : plain;
  }

  /** {@code 1,234}. */
  public static String number(JsonNode number) {
    return number.isNumber() ? Quantity.number(number.asLong()) : ABSENT;
  }

  /** {@code $12.34}, with more digits below one cent. */
  public static String usd(JsonNode amount) {
    return amount.isNumber() ? ValueText.usd(amount.decimalValue()) : ABSENT;
  }

  /** An amount for arithmetic; 0 if it is absent. */
  public static BigDecimal amount(JsonNode amount) {
    return amount.isNumber() ? amount.decimalValue() : BigDecimal.ZERO;
  }

  /** {@code 12.3 s}. */
  public static String duration(JsonNode millis) {
    return millis.isNumber() ? Quantity.millis(millis.asLong()) : ABSENT;
  }

  /** {@code 2026-11-23 12:00:00}, in UTC. */
  public static String second(JsonNode time) {
    return upTo(SECONDS, time);
  }

  /** {@code 2026-11-23 12:00}, in UTC. */
  public static String minute(JsonNode time) {
    return upTo(MINUTES, time);
  }

  private static String upTo(int length, JsonNode time) {
    String text = time.asText("");
    return text.length() < length ? ABSENT : text.substring(0, length).replace('T', ' ');
  }
}
