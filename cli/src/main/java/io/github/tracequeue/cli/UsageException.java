// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

/** What the caller can mend: its message is all that is printed, and the exit status is 2. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }

  UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
