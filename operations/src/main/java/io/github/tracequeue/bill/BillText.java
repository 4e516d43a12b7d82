// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Formats a bill for a terminal. */
final class BillText {
  private final Bill bill;
  private final StringBuilder out = new StringBuilder();

  BillText(Bill bill) {
    this.bill = bill;
  }

  String print() {
    line(
        String.format(
            Locale.ROOT,
            "Estimate for a month: %d events a day from %d agents, %d per message, list prices of"
                + " %s in USD",
            bill.workload().eventsPerDay(),
            bill.workload().agents(),
            bill.workload().eventsPerMessage(),
            bill.region()));
    line("");
    row("service", "quantity", "unit", "list", "with free tier");
    for (Bill.Line line : bill.lines()) {
      if (line.quantity().signum() > 0) {
        row(
            line.price().service(),
            quantity(line.quantity()),
            line.price().unit() + (line.price().confirmed() ? "" : " *"),
            money(line.listUsd()),
            money(line.usd()));
      }
    }
    row("total", "", "", money(bill.listTotal()), money(bill.total()));
    if (bill.lines().stream().anyMatch(line -> !line.price().confirmed())) {
      line("");
      line("* no source was found for this price; check it before you rely on it");
    }
    return out.toString();
  }

  private static String quantity(BigDecimal quantity) {
    boolean small = quantity.compareTo(BigDecimal.ONE) < 0;
    boolean whole = quantity.stripTrailingZeros().scale() <= 0;
    int scale = small ? 6 : whole || quantity.compareTo(BigDecimal.valueOf(1000)) >= 0 ? 0 : 2;
    return String.format(Locale.ROOT, "%,." + scale + "f", quantity);
  }

  /** Rounds to the cent; "< 0.01" for less than half a cent. */
  private static String money(BigDecimal usd) {
    BigDecimal cents = usd.setScale(2, RoundingMode.HALF_UP);
    return usd.signum() > 0 && cents.signum() == 0
        ? "< 0.01"
        : String.format(Locale.ROOT, "%,.2f", cents);
  }

  private void row(String service, String quantity, String unit, String list, String net) {
    line(
        String.format(
            Locale.ROOT, "%-11s %18s %-38s %10s %14s", service, quantity, unit, list, net));
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
