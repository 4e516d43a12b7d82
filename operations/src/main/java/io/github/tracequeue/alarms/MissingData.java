// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.util.Arrays;

/** What an alarm takes a period without data for. */
public enum MissingData {
  BREACHING("breaching"),
  NOT_BREACHING("notBreaching"),
  IGNORE("ignore"),
  MISSING("missing");

  private final String text;

  MissingData(String text) {
    this.text = text;
  }

  /** By CloudWatch's name; {@link #MISSING} where a template does not say. */
  static MissingData named(String name) {
    return Arrays.stream(values())
        .filter(value -> value.text.equals(name))
        .findFirst()
        .orElse(MISSING);
  }
}
