// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

/**
 * A problem that the command found while it ran. Only the message is printed; the exit code is 1.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProblemException(String message) {
    super(message);
  }

  public ProblemException(String message, Throwable cause) {
    super(message, cause);
  }
}
