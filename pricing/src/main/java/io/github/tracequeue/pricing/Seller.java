// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.List;

/**
 * Somebody who sells model calls at prices of their own.
 *
 * @param name OpenTelemetry's {@code gen_ai.provider.name}, or a name in its style
 * @param kind whose models they are
 * @param spellings other names that libraries, gateways and price lists use
 */
record Seller(String name, Kind kind, List<String> spellings) {

  /** Whose models somebody sells. */
  enum Kind {
    /** Their own. */
    MAKER,
    /** Their own, which large clouds resell at the same list price. */
    RESOLD_MAKER,
    /** Those of makers, at the makers' list prices unless a list says otherwise. */
    MAKERS_PRICES,
    /** Those of makers, at prices of their own. */
    OWN_PRICES
  }

  /** Whether the models are their own. */
  boolean isMaker() {
    return kind == Kind.MAKER || kind == Kind.RESOLD_MAKER;
  }
}
