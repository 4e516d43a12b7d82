// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Dated token prices by provider, model and scope, as {@code docs/pricing.md} describes them;
 * immutable and safe for any number of threads.
 */
public final class PriceBook {

  private static final String BUNDLED = "prices.csv";

  private final List<PricedModel> models;
  private final ModelIndex index;

  private PriceBook(List<PricedModel> models) {
    this.models = List.copyOf(models);
    this.index = new ModelIndex(models);
  }

  /** The prices that come with this jar; each call reads them anew. */
  public static PriceBook bundled() {
    try (InputStream in =
            Objects.requireNonNull(PriceBook.class.getResourceAsStream(BUNDLED), BUNDLED);
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return of(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The prices of one file and no others.
   *
   * @throws InvalidPriceFileException if anything in the file is wrong
   */
  public static PriceBook of(Reader reader) {
    return new PriceBook(PriceFile.read(reader, Set.of()));
  }

  /**
   * This book with a file's prices in place of its own: a row for a model's id takes over the
   * model's aliases too, a row for an alias takes over that alias alone.
   *
   * @throws InvalidPriceFileException if anything in the file is wrong, or an id is taken
   */
  public PriceBook withOverrides(Reader reader) {
    Set<String> takenIds = new HashSet<>();
    for (PriceRow row : rows()) {
      takenIds.add(row.id());
    }
    List<PricedModel> overrides = PriceFile.read(reader, takenIds);
    List<PricedModel> own = new ArrayList<>(models);
    for (PricedModel override : overrides) {
      own.replaceAll(model -> model.without(override));
    }
    List<PricedModel> heirs = new ArrayList<>();
    for (PricedModel override : overrides) {
      PricedModel heir = override.inheriting(own);
      own.replaceAll(model -> model.without(heir));
      heirs.add(heir);
    }
    own.removeIf(model -> model.names().isEmpty());
    own.addAll(heirs);
    return new PriceBook(own);
  }

  /** What the usage cost; never throws for a model or a tier it does not know. */
  public Cost price(Usage usage) {
    return explain(usage).cost();
  }

  /** What the usage cost, and by which row, prices and factors. */
  public Explanation explain(Usage usage) {
    if (!usage.isConsistent()) {
      return Explanation.unpriced(UnpricedReason.INCONSISTENT_USAGE, null, null);
    }
    ModelIndex.Match match = index.find(usage.provider(), usage.model());
    if (match.models().size() != 1) {
      UnpricedReason reason =
          match.models().isEmpty() ? UnpricedReason.UNKNOWN_MODEL : UnpricedReason.AMBIGUOUS_MODEL;
      return Explanation.unpriced(reason, null, null);
    }
    PriceRow row = match.models().get(0).rowFor(usage.at(), usage.promptTokens());
    return row == null
        ? Explanation.unpriced(UnpricedReason.NO_PRICE_AT_DATE, match.name(), null)
        : Explanation.by(row, match.name(), usage);
  }

  /** Every row that can price a call or is kept for the record, in the order of the files. */
  public List<PriceRow> rows() {
    List<PriceRow> rows = new ArrayList<>();
    for (PricedModel model : models) {
      rows.addAll(model.rows());
    }
    return List.copyOf(rows);
  }

  /**
   * The rows somebody should look at: in force on that day or to come, and last checked longer ago
   * than {@code maxAge} or at an unknown time, or unverified, or announced and begun.
   */
  public List<PriceRow> staleOn(LocalDate day, Period maxAge) {
    return rows().stream().filter(row -> row.isStaleOn(day, maxAge)).toList();
  }
}
