// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The logging of the embedded services. */
final class ServiceLogs {

  // A strong reference, because a logger without one loses its level.
  private static final List<Logger> LOGGERS =
      List.of(
          Logger.getLogger("org.elasticmq"),
          Logger.getLogger("org.apache.pekko"),
          Logger.getLogger("org.eclipse.jetty"),
          Logger.getLogger("com.almworks.sqlite4java"));

  private ServiceLogs() {}

  /** Keeps only warnings and errors. */
  static void warningsOnly() {
    LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
  }
}
