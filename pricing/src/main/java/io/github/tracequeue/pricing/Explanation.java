// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cost and how it came about.
 *
 * @param cost the outcome
 * @param matchedModel the name in the book that the usage's model was found under; null if none
 * @param row the price that was chosen; null if none was
 * @param lines the charged buckets, those without tokens left out; empty if unpriced
 * @param factors what their sum was multiplied with; empty if unpriced
 */
public record Explanation(
    Cost cost,
    @Nullable String matchedModel,
    @Nullable PriceRow row,
    List<Line> lines,
    List<Factor> factors) {

  private static final Bucket[] BUCKETS = Bucket.values();

  /**
   * One bucket's share.
   *
   * @param bucket the kind of token
   * @param tokens how many
   * @param usdPerMillion US dollars per million of them
   */
  public record Line(Bucket bucket, long tokens, BigDecimal usdPerMillion) {
    /** This bucket's US dollars before the factors, exactly. */
    public BigDecimal usd() {
      return dollars(microDollars());
    }

    private BigDecimal microDollars() {
      return BigDecimal.valueOf(tokens).multiply(usdPerMillion);
    }
  }

  /**
   * A discount or a premium on the whole call.
   *
   * @param name {@code batch}, or the service tier
   * @param value what to multiply with
   */
  public record Factor(String name, BigDecimal value) {}

  /** Copies the lists. */
  public Explanation {
    lines = List.copyOf(lines);
    factors = List.copyOf(factors);
  }

  /**
   * The calculation on one line, as {@code (1000*4 + 200*20) * 0.5 / 1000000}; empty if unpriced.
   */
  public String arithmetic() {
    if (cost instanceof Cost.Unpriced) {
      return "";
    }
    StringBuilder text = new StringBuilder("(");
    for (Line line : lines) {
      text.append(text.length() == 1 ? "" : " + ");
      text.append(line.tokens).append('*').append(line.usdPerMillion.toPlainString());
    }
    text.append(lines.isEmpty() ? "0)" : ")");
    for (Factor factor : factors) {
      text.append(" * ").append(factor.value.toPlainString());
    }
    return text.append(" / 1000000").toString();
  }

  static Explanation unpriced(
      UnpricedReason reason, @Nullable String matchedModel, @Nullable PriceRow row) {
    return new Explanation(
        new Cost.Unpriced(reason.code()), matchedModel, row, List.of(), List.of());
  }

  /** What the usage costs by the row, whose dates, hours and prompt length are known to fit. */
  static Explanation by(PriceRow row, String matchedModel, Usage usage) {
    ServiceMode mode = ServiceMode.of(usage);
    List<Factor> factors = new ArrayList<>(1);
    if (mode.tier() != null) {
      BigDecimal factor = row.tierFactors().get(mode.tier());
      if (mode.batch() || factor == null) {
        UnpricedReason reason =
            mode.batch()
                ? UnpricedReason.BATCH_WITH_SERVICE_TIER
                : UnpricedReason.UNKNOWN_SERVICE_TIER;
        return unpriced(reason, matchedModel, row);
      }
      factors.add(new Factor(mode.tier(), factor));
    } else if (mode.batch()) {
      if (row.batchFactor() == null) {
        return unpriced(UnpricedReason.NO_BATCH_PRICE, matchedModel, row);
      }
      factors.add(new Factor("batch", row.batchFactor()));
    }
    List<Line> lines = new ArrayList<>(BUCKETS.length);
    BigDecimal microDollars = BigDecimal.ZERO;
    for (Bucket bucket : BUCKETS) {
      long tokens = usage.tokens(bucket);
      if (tokens != 0) {
        BigDecimal price = row.usdPerMillion().get(bucket);
        if (price == null) {
          return unpriced(UnpricedReason.noPriceFor(bucket), matchedModel, row);
        }
        Line line = new Line(bucket, tokens, price);
        lines.add(line);
        microDollars = microDollars.add(line.microDollars());
      }
    }
    for (Factor factor : factors) {
      microDollars = microDollars.multiply(factor.value);
    }
    Cost cost = new Cost.Priced(dollars(microDollars), row.label());
    return new Explanation(cost, matchedModel, row, lines, factors);
  }

  /** Without trailing zeros, and never in powers of ten. */
  private static BigDecimal dollars(BigDecimal microDollars) {
    BigDecimal usd = microDollars.movePointLeft(6).stripTrailingZeros();
    return usd.scale() < 0 ? usd.setScale(0) : usd;
  }
}
