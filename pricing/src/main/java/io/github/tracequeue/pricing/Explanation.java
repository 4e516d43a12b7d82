// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cost and its calculation.
 *
 * @param cost the outcome
 * @param matchedModel the name in the price book under which the usage's model was found; null if
 *     none
 * @param rate the rate that was chosen; null if none was
 * @param lines the charged buckets that have tokens; empty if unpriced
 * @param requests the charged requests of tools; empty if unpriced
 * @param factors the factors by which the sum of the lines was multiplied; empty if unpriced
 */
public record Explanation(
    Cost cost,
    @Nullable String matchedModel,
    @Nullable Rate rate,
    List<Line> lines,
    List<Requests> requests,
    List<Factor> factors) {

  /**
   * One bucket's share.
   *
   * @param bucket the kind of token
   * @param tokens the number of tokens
   * @param usdPerMillion US dollars per million tokens
   */
  public record Line(Bucket bucket, long tokens, BigDecimal usdPerMillion) {
    /** The exact cost of this bucket in US dollars, before the factors. */
    public BigDecimal usd() {
      return Amounts.plain(BigDecimal.valueOf(tokens).multiply(usdPerMillion).movePointLeft(6));
    }
  }

  /**
   * Requests of a tool.
   *
   * @param tool the tool's name
   * @param count the number of requests
   * @param usdPerThousand US dollars per thousand requests
   */
  public record Requests(String tool, long count, BigDecimal usdPerThousand) {
    /** The cost of the requests in US dollars. Factors do not apply to it. */
    public BigDecimal usd() {
      return Amounts.plain(BigDecimal.valueOf(count).multiply(usdPerThousand).movePointLeft(3));
    }
  }

  /**
   * A discount or a premium on all token prices.
   *
   * @param name the service tier, or the inference geography
   * @param value the factor
   */
  public record Factor(String name, BigDecimal value) {}

  /** Copies the lists. */
  public Explanation {
    lines = List.copyOf(lines);
    requests = List.copyOf(requests);
    factors = List.copyOf(factors);
  }

  static Explanation unpriced(String reason) {
    return unpriced(reason, null, null);
  }

  static Explanation unpriced(String reason, @Nullable String matchedModel, @Nullable Rate rate) {
    return new Explanation(
        new Cost.Unpriced(reason), matchedModel, rate, List.of(), List.of(), List.of());
  }

  /**
   * The calculation on one line, for example {@code (1000*4 + 200*20) * 0.5 / 1000000 + 2*10 /
   * 1000}; empty if unpriced.
   */
  public String arithmetic() {
    if (cost instanceof Cost.Unpriced) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        lines.stream()
            .map(line -> line.tokens + "*" + line.usdPerMillion.toPlainString())
            .collect(Collectors.joining(" + ", "(", ")")));
    if (lines.isEmpty()) {
      text.insert(1, '0');
    }
    for (Factor factor : factors) {
      text.append(" * ").append(factor.value.toPlainString());
    }
    text.append(" / 1000000");
    for (Requests request : requests) {
      text.append(" + ")
          .append(request.count)
          .append('*')
          .append(request.usdPerThousand.toPlainString())
          .append(" / 1000");
    }
    return text.toString();
  }
}
