// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.util.function.Function;

/** What a call cost, or why no price can be put on it. */
public sealed interface Cost permits Cost.Priced, Cost.Unpriced {

  /** Applies the function that fits. */
  <R> R match(Function<Priced, R> priced, Function<Unpriced, R> unpriced);

  /**
   * An exact amount.
   *
   * @param usd US dollars, unrounded, never negative
   * @param priceRow the id of the price that was applied
   */
  record Priced(BigDecimal usd, String priceRow) implements Cost {
    @Override
    public <R> R match(Function<Priced, R> priced, Function<Unpriced, R> unpriced) {
      return priced.apply(this);
    }
  }

  /**
   * No amount, which is not the same as nothing to pay.
   *
   * @param reason a stable code, such as {@code unknown_model}
   */
  record Unpriced(String reason) implements Cost {
    @Override
    public <R> R match(Function<Priced, R> priced, Function<Unpriced, R> unpriced) {
      return unpriced.apply(this);
    }
  }
}
