// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** No prices. */
final class EmptyShelf implements PriceShelf, SellerPrices {

  static final EmptyShelf INSTANCE = new EmptyShelf();

  private EmptyShelf() {}

  @Override
  public SellerPrices of(String seller) {
    return this;
  }

  @Override
  public Set<String> sellers() {
    return Set.of();
  }

  @Override
  public boolean hasId(String id) {
    return false;
  }

  @Override
  public @Nullable PricedModel get(String name) {
    return null;
  }

  @Override
  public Set<String> names() {
    return Set.of();
  }
}
