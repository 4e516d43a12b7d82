// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Locale;

/** The status of a run. */
public enum RunStatus {
  /** Started and not ended. */
  RUNNING,
  /** Ended with its task completed. */
  SUCCEEDED,
  /** Ended without its task completed. */
  FAILED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The status in the wire contract: lower case. */
  public String label() {
    return label;
  }
}
