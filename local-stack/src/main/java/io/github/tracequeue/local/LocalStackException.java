// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The local stack cannot start. The message is meant for users. */
public final class LocalStackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean portInUse;

  LocalStackException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  LocalStackException(String message) {
    this(message, null, false);
  }

  private LocalStackException(String message, @Nullable Throwable cause, boolean portInUse) {
    super(message, cause);
    this.portInUse = portInUse;
  }

  /** The port of a service is in use. */
  static LocalStackException portInUse(int port, String service, Throwable cause) {
    return new LocalStackException(
        String.format(
            Locale.ROOT, "port %d, needed for %s, is in use by another program", port, service),
        cause,
        true);
  }

  /** Whether other ports would solve the problem. */
  public boolean isPortInUse() {
    return portInUse;
  }
}
