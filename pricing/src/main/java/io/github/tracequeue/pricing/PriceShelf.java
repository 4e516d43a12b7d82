// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.Set;

/** The prices of all sellers of a book. Thread-safe. */
interface PriceShelf {

  /** The seller's prices; none if the book has no such seller. */
  SellerPrices of(String seller);

  /** The sellers that the book may have, makers first. */
  Set<String> sellers();

  /** Whether a rate has that id. */
  boolean hasId(String id);
}
