// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The coverage of a price list by a price book.
 *
 * @param total the counts of all providers
 * @param byProvider the counts by provider
 * @param unpriced the models without a price
 * @param differing the models with a different price of input, output or cached input
 */
public record PriceCoverage(
    Share total,
    Map<String, Share> byProvider,
    List<Unpriced> unpriced,
    List<Differing> differing) {

  private static final List<Bucket> COMPARED =
      List.of(Bucket.INPUT, Bucket.OUTPUT, Bucket.CACHE_READ);

  /** Copies the collections. */
  public PriceCoverage {
    byProvider = new TreeMap<>(byProvider);
    unpriced = List.copyOf(unpriced);
    differing = List.copyOf(differing);
  }

  /**
   * Counts of models.
   *
   * @param models the models that the list prices by the token and that are not retired
   * @param priced the models that have a price in the book
   * @param agreeing the models whose price is the same in the list
   * @param explained the other models whose rate explains the difference
   */
  public record Share(int models, int priced, int agreeing, int explained) {

    /** Counts a model. */
    Share plus(boolean isPriced, boolean agrees, boolean isExplained) {
      return new Share(
          models + 1,
          priced + (isPriced ? 1 : 0),
          agreeing + (agrees ? 1 : 0),
          explained + (isExplained ? 1 : 0));
    }
  }

  /** A model without a price, and the reason. */
  public record Unpriced(String provider, String model, String reason) {}

  /**
   * A model with a different price.
   *
   * @param difference the prices that differ
   * @param rate the book's rate
   * @param explained whether the rate explains the difference
   */
  public record Differing(
      String provider, String model, String difference, Rate rate, boolean explained) {}

  /** Compares a book with a list at an instant. */
  public static PriceCoverage of(PriceBook book, PriceList list, Instant at) {
    Share total = new Share(0, 0, 0, 0);
    Map<String, Share> byProvider = new TreeMap<>();
    List<Unpriced> unpriced = new ArrayList<>();
    List<Differing> differing = new ArrayList<>();
    LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
    for (PriceList.Mention mention : list.mentions()) {
      if (mention.retired() != null && mention.retired().isBefore(day)) {
        continue;
      }
      RatePrices listed = standard(mention, at);
      Explanation explanation = book.explain(usage(mention, listed, at));
      Rate rate = explanation.rate();
      String reason = explanation.cost().match(priced -> "", Cost.Unpriced::reason);
      boolean isPriced = reason.isEmpty() && rate != null;
      boolean agrees = false;
      boolean isExplained = false;
      if (rate == null || !isPriced) {
        unpriced.add(new Unpriced(mention.provider(), mention.model(), reason));
      } else {
        String difference = difference(rate.prices(), listed);
        agrees = difference.isEmpty();
        isExplained = !agrees && rate.evidence().explainsDifferenceFrom(list.name());
        if (!agrees) {
          differing.add(
              new Differing(mention.provider(), mention.model(), difference, rate, isExplained));
        }
      }
      total = total.plus(isPriced, agrees, isExplained);
      byProvider.put(
          mention.provider(),
          byProvider
              .getOrDefault(mention.provider(), new Share(0, 0, 0, 0))
              .plus(isPriced, agrees, isExplained));
    }
    return new PriceCoverage(total, byProvider, unpriced, differing);
  }

  private static Usage usage(PriceList.Mention mention, RatePrices listed, Instant at) {
    boolean hasOutput = listed.usdPerMillion().containsKey(Bucket.OUTPUT);
    return Usage.of(
        mention.provider(), mention.model(), at, TokenCounts.of(1_000, hasOutput ? 1_000 : 0));
  }

  /** The standard price of a short prompt that is in force. */
  private static RatePrices standard(PriceList.Mention mention, Instant at) {
    ListedModel model =
        new ListedModel(mention.provider(), List.of(mention.model()), mention.rates(), "");
    return model.history().getOrDefault(ListedRate.Key.STANDARD, List.of()).stream()
        .filter(dated -> dated.isInForceAt(at))
        .map(dated -> dated.rate().prices())
        .findFirst()
        .orElse(RatePrices.ofTokens(Map.of()));
  }

  private static String difference(RatePrices own, RatePrices listed) {
    List<String> differences = new ArrayList<>();
    for (Bucket bucket : COMPARED) {
      BigDecimal theirs = listed.usdPerMillion().get(bucket);
      @Nullable BigDecimal ours = own.usdPerMillion().get(bucket);
      if (theirs != null && (ours == null || ours.compareTo(theirs) != 0)) {
        differences.add(
            bucket.column()
                + " "
                + (ours == null ? "unknown" : ours.toPlainString())
                + ", the list has "
                + theirs.toPlainString());
      }
    }
    return String.join("; ", differences);
  }
}
