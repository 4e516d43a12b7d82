// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

/** An error that the user can fix. Only the message is printed; the exit code is 2. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
