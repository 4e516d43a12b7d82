// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

/** A run has used up one of the limits that {@link Run#limit} set; the model was not called. */
public final class RunLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Which limit was reached. */
  public enum Reason {
    /** The number of calls. */
    CALLS,
    /** The number of tokens. */
    TOKENS,
    /** The number of calls in a row with the same prompt. */
    SAME_PROMPT
  }

  RunLimitException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Which limit was reached. */
  public Reason reason() {
    return reason;
  }
}
