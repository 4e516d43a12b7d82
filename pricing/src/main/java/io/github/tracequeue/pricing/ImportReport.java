// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.List;

/**
 * The changes of an import.
 *
 * @param entries each difference, in the order of the list
 * @param unchanged the number of listed prices that did not change
 */
public record ImportReport(List<Entry> entries, int unchanged) {

  /** Copies the list. */
  public ImportReport {
    entries = List.copyOf(entries);
  }

  /** The kind of difference. */
  public enum Kind {
    /** A new price. */
    ADDED,
    /** A price that replaces another one from a date on. */
    CHANGED,
    /** An announced price that is now in force. */
    CONFIRMED,
    /** An announced price that was withdrawn. */
    CANCELLED,
    /** A row written by hand has another price and is kept. */
    KEPT,
    /** Another list has another price, which is kept. */
    CONFLICT,
    /** An imported price that is no longer in the list. It is kept. */
    GONE,
    /** A price that cannot be imported. */
    REFUSED
  }

  /**
   * One difference.
   *
   * @param kind the kind of difference
   * @param provider the seller
   * @param model the model's name
   * @param detail the rate's id, the amounts, or the reason
   * @param unverified whether a person should review the price
   */
  public record Entry(
      Kind kind, String provider, String model, String detail, boolean unverified) {}

  /** The entries of a kind. */
  public List<Entry> of(Kind kind) {
    return entries.stream().filter(entry -> entry.kind == kind).toList();
  }
}
