// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the embedded services log. */
final class ServiceLogs {

  // Held here, because a logger that nobody holds forgets its level.
  private static final List<Logger> LOGGERS =
      List.of(
          Logger.getLogger("org.elasticmq"),
          Logger.getLogger("org.apache.pekko"),
          Logger.getLogger("org.eclipse.jetty"),
          Logger.getLogger("com.almworks.sqlite4java"));

  private ServiceLogs() {}

  /** Leaves their warnings and errors. */
  static void warningsOnly() {
    LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
  }
}
