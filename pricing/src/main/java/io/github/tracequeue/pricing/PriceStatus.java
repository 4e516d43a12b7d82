// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.Locale;

/**
 * The status of a price. Every status except {@link #CONFIRMED} is part of the rate's label on a
 * cost.
 */
public enum PriceStatus {
  /** Checked while it was in force. */
  CONFIRMED,
  /** Published for a later date; applied from that date on, until it is confirmed or rejected. */
  ANNOUNCED,
  /** Applied, but sources differ or it was not checked. */
  UNVERIFIED,
  /** Kept for reference, for example a cancelled increase; never applied. */
  REJECTED;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The status's name in price files. */
  public String code() {
    return code;
  }
}
