// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit;

import org.jspecify.annotations.Nullable;

/** A stand-in for an AWS service failed to start or stop. The message is meant for users. */
public final class EmulatorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EmulatorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
