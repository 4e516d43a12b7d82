// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How much room a function's variables take, measured as Lambda does: as JSON, in bytes. */
public final class FunctionEnvironment {
  /** Lambda's limit for all variables of a function, which no account can have raised. */
  public static final int MOST_BYTES = 4096;

  /** Quotes, colon and comma. */
  private static final int PUNCTUATION_BYTES = 6;

  private FunctionEnvironment() {}

  /** What one variable takes. */
  public static int bytes(String name, String value) {
    return name.length() + value.getBytes(UTF_8).length + PUNCTUATION_BYTES;
  }
}
