// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/** The local stack cannot start because another program has one of its ports. */
public final class PortInUseException extends LocalStackException {

  private static final long serialVersionUID = 1L;

  PortInUseException(int port, String service, Throwable cause) {
    super("port %d, needed for %s, is in use by another program".formatted(port, service), cause);
  }
}
