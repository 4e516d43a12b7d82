// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.Locale;

/** How sure a price is; whatever is not {@link #CONFIRMED} shows in the cost's row label. */
public enum PriceStatus {
  /** Seen in force. */
  CONFIRMED,
  /**
   * Published for a later date; applied from that date on, until somebody confirms or rejects it.
   */
  ANNOUNCED,
  /** In use, but sources differ or nobody checked. */
  UNVERIFIED,
  /** Kept for the record, such as a cancelled rise; never applied. */
  REJECTED;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The status's name in price files. */
  public String code() {
    return code;
  }
}
