// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models of one seller by name. Thread-safe. */
interface SellerPrices {

  /** The model with exactly this name; null if there is none. */
  @Nullable PricedModel get(String name);

  /** All names, in the order of the files. */
  Set<String> names();
}
