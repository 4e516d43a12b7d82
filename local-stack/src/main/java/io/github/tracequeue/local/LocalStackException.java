// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import org.jspecify.annotations.Nullable;

/** The local stack cannot start; the message says why and is fit to be shown to a person. */
public sealed class LocalStackException extends RuntimeException permits PortInUseException {

  private static final long serialVersionUID = 1L;

  LocalStackException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  LocalStackException(String message) {
    super(message);
  }
}
