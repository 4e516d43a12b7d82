// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.util.function.Function;

/** What a call cost, or why it has no price. */
public sealed interface Cost permits Cost.Priced, Cost.Unpriced {

  /** Applies the function that fits. */
  <R> R match(Function<Priced, R> priced, Function<Unpriced, R> unpriced);

  /**
   * An exact amount.
   *
   * @param usd US dollars, unrounded, never negative
   * @param rate the label of the rate that was applied
   * @param byMaker whether the rate is the maker's own because none is known of the reseller that
   *     the usage names
   */
  record Priced(BigDecimal usd, String rate, boolean byMaker) implements Cost {
    @Override
    public <R> R match(Function<Priced, R> priced, Function<Unpriced, R> unpriced) {
      return priced.apply(this);
    }
  }

  /**
   * No amount, which is not the same as free.
   *
   * @param reason a stable code, such as {@code unknown_model}; where a name says more, it follows
   *     after a colon: {@code no_request_price:web_search}
   */
  record Unpriced(String reason) implements Cost {
    @Override
    public <R> R match(Function<Priced, R> priced, Function<Unpriced, R> unpriced) {
      return unpriced.apply(this);
    }
  }
}
