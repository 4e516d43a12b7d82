// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.Locale;

/** Why a message or an event is rejected: the contract's codes. */
public enum Reason {
  EMPTY_BODY,
  NOT_JSON,
  NOT_AN_OBJECT,
  TOO_DEEP,
  TOO_MANY,
  UNSUPPORTED_VERSION,
  UNKNOWN_TYPE,
  MISSING_FIELD,
  WRONG_TYPE,
  BAD_FORMAT,
  OUT_OF_RANGE,
  BAD_VALUE;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The code in the contract, for example {@code missing_field}. */
  public String code() {
    return code;
  }
}
