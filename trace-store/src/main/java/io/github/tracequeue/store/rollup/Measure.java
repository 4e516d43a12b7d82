// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Tokens;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Function;

/** What a rollup sums up. Every sum but {@link #STORED} counts a call by its sample weight. */
public enum Measure {
  /** Calls, those that sampling left out among them. */
  CALLS(call -> BigDecimal.ONE),
  /** Calls that the table holds. */
  STORED(call -> BigDecimal.ONE),
  /** Calls that failed. */
  ERRORS(call -> call.call().failed() ? BigDecimal.ONE : BigDecimal.ZERO),
  /** Calls without a known cost, which is not a cost of zero. */
  UNPRICED(call -> call.cost().usd() == null ? BigDecimal.ONE : BigDecimal.ZERO),
  /** Known cost in US dollars. */
  COST_USD(call -> call.cost().usd() == null ? BigDecimal.ZERO : call.cost().usd()),
  /** Tokens of prompts, the cached ones among them whichever way the producer counted. */
  INPUT_TOKENS(call -> BigDecimal.valueOf(input(call.tokens()))),
  /** Generated tokens, reasoning among them. */
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

  /** The attribute of an item that holds the sum. */
  String attribute() {
    return attribute;
  }

  /** What one stored call adds. */
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
