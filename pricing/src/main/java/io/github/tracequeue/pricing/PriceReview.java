// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.io.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Warnings about a valid override file. */
public final class PriceReview {

  private static final int NAMED_ROWS = 5;

  private PriceReview() {}

  /**
   * Warnings about rows that the file replaces, and about calls that lose their price.
   *
   * @throws InvalidPriceFileException if the file is invalid
   */
  public static List<String> of(PriceBook below, Reader file) {
    List<String> warnings = new ArrayList<>();
    for (PricedModel model : PriceFile.read(file).models()) {
      Set<Rate> replaced = new LinkedHashSet<>();
      SellerPrices prices = below.shelf().of(model.provider());
      for (String name : model.names()) {
        PricedModel other = prices.get(name);
        if (other != null) {
          other.rates().stream().filter(rate -> overlap(model, rate)).forEach(replaced::add);
        }
      }
      String row = "row " + model.rates().get(0).id() + ": ";
      if (!replaced.isEmpty()) {
        warnings.add(row + "replaces " + named(replaced) + " during its own dates");
        warnLost(warnings, row, model, replaced);
      }
      warnGaps(warnings, row, model, replaced);
    }
    return warnings;
  }

  private static boolean overlap(PricedModel model, Rate rate) {
    Instant from = rate.terms().from();
    Instant until = rate.terms().until();
    return rate.isApplied()
        && Timeline.of(model.rates()).spans().stream()
            .anyMatch(span -> isBefore(from, span.until()) && isBefore(span.from(), until));
  }

  private static boolean isBefore(@Nullable Instant start, @Nullable Instant end) {
    return start == null || end == null || start.isBefore(end);
  }

  private static String named(Set<Rate> rates) {
    List<String> ids = rates.stream().limit(NAMED_ROWS).map(Rate::id).toList();
    int more = rates.size() - ids.size();
    return "the bundled " + String.join(", ", ids) + (more == 0 ? "" : " and " + more + " more");
  }

  private static void warnLost(
      List<String> warnings, String row, PricedModel model, Set<Rate> replaced) {
    Set<String> tiers = tiers(replaced);
    tiers.removeAll(tiers(model.rates()));
    if (!tiers.isEmpty()) {
      warnings.add(row + "no price for tier " + String.join(", ", tiers));
    }
    boolean hadLong = replaced.stream().anyMatch(rate -> rate.terms().promptOver() > 0);
    boolean hasLong = model.rates().stream().anyMatch(rate -> rate.terms().promptOver() > 0);
    if (hadLong && !hasLong) {
      warnings.add(row + "no price for long prompts; they are priced as short ones");
    }
  }

  private static Set<String> tiers(Iterable<Rate> rates) {
    Set<String> tiers = new TreeSet<>();
    for (Rate rate : rates) {
      tiers.add(rate.terms().tier());
      tiers.addAll(rate.prices().tierFactors().keySet());
    }
    tiers.remove(ServiceTier.STANDARD);
    return tiers;
  }

  private static void warnGaps(
      List<String> warnings, String row, PricedModel model, Set<Rate> replaced) {
    if (!replaced.isEmpty()) {
      return;
    }
    Timeline times = Timeline.of(model.rates());
    for (Timeline.Span gap : times.gaps()) {
      warnings.add(row + "no price from " + gap.from() + " until " + gap.until());
    }
    if (!times.spans().isEmpty() && times.spans().get(0).from() != null) {
      warnings.add(row + "no price before " + times.spans().get(0).from());
    }
    int last = times.spans().size() - 1;
    if (last >= 0 && times.spans().get(last).until() != null) {
      warnings.add(row + "no price from " + times.spans().get(last).until() + " onwards");
    }
  }
}
