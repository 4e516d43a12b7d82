// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Tokens;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Function;

/** The sums in a rollup. All except {@link #STORED} count a call by its sample weight. */
public enum Measure {
  /** Calls, including those that were sampled out. */
  CALLS(call -> BigDecimal.ONE),
  /** Calls that are stored in the table. */
  STORED(call -> BigDecimal.ONE),
  /** Failed calls. */
  ERRORS(call -> call.call().failed() ? BigDecimal.ONE : BigDecimal.ZERO),
  /** Calls with an unknown cost, which is not zero. */
  UNPRICED(call -> call.cost().usd() == null ? BigDecimal.ONE : BigDecimal.ZERO),
  /** The known cost in US dollars. */
  COST_USD(call -> call.cost().usd() == null ? BigDecimal.ZERO : call.cost().usd()),
  /** Input tokens, including cached ones for either counting convention. */
  INPUT_TOKENS(call -> BigDecimal.valueOf(input(call.tokens()))),
  /** Output tokens, including reasoning. */
  OUTPUT_TOKENS(call -> BigDecimal.valueOf(call.tokens().output())),
  CACHE_READ_TOKENS(call -> BigDecimal.valueOf(call.tokens().cacheRead())),
  CACHE_WRITE_5M_TOKENS(call -> BigDecimal.valueOf(call.tokens().cacheWrite5m())),
  CACHE_WRITE_1H_TOKENS(call -> BigDecimal.valueOf(call.tokens().cacheWrite1h())),
  REASONING_TOKENS(call -> BigDecimal.valueOf(call.tokens().reasoning()));

  @SuppressWarnings("ImmutableEnumChecker") // A function without state, each of them.
  private final Function<StoredTrace, BigDecimal> ofCall;

  private final String attribute = name().toLowerCase(Locale.ROOT);

  Measure(Function<StoredTrace, BigDecimal> ofCall) {
    this.ofCall = ofCall;
  }

  /** The name of the attribute. */
  String attribute() {
    return attribute;
  }

  /** The value that one stored call adds. */
  public BigDecimal of(StoredTrace call) {
    BigDecimal amount = ofCall.apply(call);
    return this == STORED || call.sampleWeight() == 1
        ? amount
        : amount.multiply(BigDecimal.valueOf(call.sampleWeight()));
  }

  private static long input(Tokens tokens) {
    return tokens.inclusive()
        ? tokens.input()
        : tokens.input() + tokens.cacheRead() + tokens.cacheWrite5m() + tokens.cacheWrite1h();
  }
}
