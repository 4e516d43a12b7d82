// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a month of a workload costs on a deployment, an estimate; immutable.
 *
 * @param region whose prices were used
 * @param lines one for each price that the workload meets
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

  /** US dollars a month if nothing were free. */
  public BigDecimal listTotal() {
    return lines.stream().map(Line::listUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** US dollars a month in an account that uses the free tier for nothing else. */
  public BigDecimal total() {
    return lines.stream().map(Line::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** A table for a terminal. */
  public String toText() {
    return new BillText(this).print();
  }

  /** A quantity at a price. */
  public record Line(PriceFact price, BigDecimal quantity) {

    /** US dollars a month if nothing were free. */
    public BigDecimal listUsd() {
      return price.of(quantity);
    }

    /** US dollars a month beyond the free tier. */
    public BigDecimal usd() {
      return price.beyondFree(quantity);
    }
  }
}
