// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Locale;

/** Where a run stands. */
public enum RunStatus {
  /** Begun and not ended. */
  RUNNING,
  /** Ended with its task done. */
  SUCCEEDED,
  /** Ended without its task done. */
  FAILED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The status as the wire contract spells it: lower case. */
  public String label() {
    return label;
  }
}
