// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.List;

/**
 * What an import changes.
 *
 * @param entries each difference, in the order of the list
 * @param unchanged how many listed prices were known already
 */
public record ImportReport(List<Entry> entries, int unchanged) {

  /** Copies the list. */
  public ImportReport {
    entries = List.copyOf(entries);
  }

  /** What happened to a price. */
  public enum Kind {
    /** It is new. */
    ADDED,
    /** It replaces another from a day on. */
    CHANGED,
    /** It was announced and is in force. */
    CONFIRMED,
    /** It was announced and is no longer. */
    CANCELLED,
    /** A row written by hand has another price and stays. */
    KEPT,
    /** Another list has another price, which stays. */
    CONFLICT,
    /** An import brought it earlier; the list no longer has it. It stays. */
    GONE,
    /** It cannot be imported. */
    REFUSED
  }

  /**
   * One difference.
   *
   * @param kind what happened
   * @param provider the seller
   * @param model the model's name
   * @param detail the rate's id, the amounts, or the reason
   * @param unverified whether somebody should look before trusting the price
   */
  public record Entry(
      Kind kind, String provider, String model, String detail, boolean unverified) {}

  /** The entries of a kind. */
  public List<Entry> of(Kind kind) {
    return entries.stream().filter(entry -> entry.kind == kind).toList();
  }
}
