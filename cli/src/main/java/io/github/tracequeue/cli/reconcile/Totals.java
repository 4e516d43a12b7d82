// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.reconcile;

import io.github.tracequeue.store.StoredTrace;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;

/**
 * The totals of calls.
 *
 * @param costUsd the sum of the known costs
 * @param estimated whether some calls represent others that are not stored
 */
record Totals(
    BigDecimal calls,
    BigDecimal inputTokens,
    BigDecimal outputTokens,
    BigDecimal costUsd,
    boolean estimated) {
  static final Totals ZERO =
      new Totals(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, false);

  /** Metrics are sums of floating-point numbers. */
  private static final BigDecimal LEAST_USD = new BigDecimal("1e-9");

  private static final BigDecimal LEAST_SHARE = new BigDecimal("1e-9");

  /** A stored call, multiplied by its weight. */
  static Totals of(StoredTrace call) {
    BigDecimal weight = BigDecimal.valueOf(call.sampleWeight());
    BigDecimal usd = Objects.requireNonNullElse(call.cost().usd(), BigDecimal.ZERO);
    return new Totals(
        weight,
        BigDecimal.valueOf(call.tokens().input()).multiply(weight),
        BigDecimal.valueOf(call.tokens().output()).multiply(weight),
        usd.multiply(weight),
        call.sampleWeight() > 1);
  }

  Totals plus(Totals other) {
    return new Totals(
        calls.add(other.calls),
        inputTokens.add(other.inputTokens),
        outputTokens.add(other.outputTokens),
        costUsd.add(other.costUsd),
        estimated || other.estimated);
  }

  Totals minus(Totals other) {
    return new Totals(
        calls.subtract(other.calls),
        inputTokens.subtract(other.inputTokens),
        outputTokens.subtract(other.outputTokens),
        costUsd.subtract(other.costUsd),
        estimated || other.estimated);
  }

  boolean hasCallsAndTokensOf(Totals other) {
    return calls.compareTo(other.calls) == 0
        && inputTokens.compareTo(other.inputTokens) == 0
        && outputTokens.compareTo(other.outputTokens) == 0;
  }

  boolean hasCostOf(Totals other) {
    BigDecimal tolerance =
        costUsd.max(other.costUsd).multiply(LEAST_SHARE, MathContext.DECIMAL64).max(LEAST_USD);
    return costUsd.subtract(other.costUsd).abs().compareTo(tolerance) <= 0;
  }
}
