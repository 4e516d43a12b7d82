// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.util.function.Function;

/** The cost of a call, or the reason why it has none. */
public sealed interface Cost permits Cost.Priced, Cost.Unpriced {

  /** Applies the function for this kind of cost. */
  <R> R match(Function<Priced, R> priced, Function<Unpriced, R> unpriced);

  /**
   * An exact amount.
   *
   * @param usd US dollars, unrounded, never negative
   * @param rate the label of the rate that was applied
   * @param byMaker whether the maker's rate was used because the reseller in the usage has no known
   *     rate
   */
  record Priced(BigDecimal usd, String rate, boolean byMaker) implements Cost {
    @Override
    public <R> R match(Function<Priced, R> priced, Function<Unpriced, R> unpriced) {
      return priced.apply(this);
    }
  }

  /**
   * An unknown cost, which is not zero.
   *
   * @param reason a stable code, such as {@code unknown_model}; some reasons have a name after a
   *     colon: {@code no_request_price:web_search}
   */
  record Unpriced(String reason) implements Cost {
    @Override
    public <R> R match(Function<Priced, R> priced, Function<Unpriced, R> unpriced) {
      return unpriced.apply(this);
    }
  }
}
