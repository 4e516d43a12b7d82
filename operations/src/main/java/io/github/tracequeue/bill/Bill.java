// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The estimated monthly cost of a workload on a deployment. Immutable.
 *
 * @param region the region of the prices
 * @param lines one for each price that applies
 */
public record Bill(Workload workload, String region, List<Line> lines) {

  /** Copies the lines. */
  public Bill {
    lines = List.copyOf(lines);
  }

  /** The estimate for a month of 30 days. */
  public static Bill estimate(Workload workload, Deployment deployment, PriceFacts prices) {
    List<Line> lines = new ArrayList<>();
    MonthlyUsage.of(workload, deployment)
        .quantities()
        .forEach((id, quantity) -> lines.add(new Line(prices.get(id), quantity)));
    return new Bill(workload, prices.region(), lines);
  }

  /** US dollars a month without the free tier. */
  public BigDecimal listTotal() {
    return lines.stream().map(Line::listUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** US dollars a month in an account that uses the free tier for nothing else. */
  public BigDecimal total() {
    return lines.stream().map(Line::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Formats the bill as a table for a terminal. */
  public String toText() {
    return new BillText(this).print();
  }

  /** A quantity at a price. */
  public record Line(PriceFact price, BigDecimal quantity) {

    /** US dollars a month without the free tier. */
    public BigDecimal listUsd() {
      return price.of(quantity);
    }

    /** US dollars a month beyond the free tier. */
    public BigDecimal usd() {
      return price.beyondFree(quantity);
    }
  }
}
