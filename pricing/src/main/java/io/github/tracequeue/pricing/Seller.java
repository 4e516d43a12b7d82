// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.List;

/**
 * A seller of model calls.
 *
 * @param name OpenTelemetry's {@code gen_ai.provider.name}, or a name in its style
 * @param kind the maker of the models
 * @param spellings other names that libraries, gateways and price lists use
 */
record Seller(String name, Kind kind, List<String> spellings) {

  /** The kind of a seller, by the maker of its models. */
  enum Kind {
    /** A maker that sells its own models. */
    MAKER,
    /** A maker whose models large clouds resell at the same list price. */
    RESOLD_MAKER,
    /** A reseller at the makers' list prices, unless a list has another price. */
    MAKERS_PRICES,
    /** A reseller with its own prices. */
    OWN_PRICES
  }

  /** Whether the seller makes its models. */
  boolean isMaker() {
    return kind == Kind.MAKER || kind == Kind.RESOLD_MAKER;
  }
}
