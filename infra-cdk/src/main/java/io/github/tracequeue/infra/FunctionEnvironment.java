// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The size of a function's environment variables, measured as by Lambda: as JSON, in bytes. */
public final class FunctionEnvironment {
  /** Lambda's limit for all variables of a function, which cannot be raised. */
  public static final int MOST_BYTES = 4096;

  /** The bytes for quotes, colon and comma. */
  private static final int PUNCTUATION_BYTES = 6;

  private FunctionEnvironment() {}

  /** The size of one variable. */
  public static int bytes(String name, String value) {
    return name.length() + value.getBytes(UTF_8).length + PUNCTUATION_BYTES;
  }
}
