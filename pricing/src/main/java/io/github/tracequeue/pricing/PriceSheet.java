// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An editable price file: rows and comments written by hand, which do not change, followed by
 * imported rows.
 */
public final class PriceSheet {

  private static final String IMPORTED =
      " Imported rows. A row whose source no longer begins with \"import\" counts as written by hand.";

  private static final Comparator<Rate> ORDER =
      Comparator.<Rate, String>comparing(rate -> rate.subject().provider())
          .thenComparing(rate -> rate.subject().model())
          .thenComparing(rate -> rate.terms().tier())
          .thenComparing(rate -> rate.terms().promptOver())
          .thenComparing(
              rate -> rate.terms().from(), Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Rate::id);

  private final List<PriceFile.Entry> written;
  private final List<Rate> imported;

  private PriceSheet(List<PriceFile.Entry> written, List<Rate> imported) {
    this.written = List.copyOf(written);
    this.imported = imported.stream().sorted(ORDER).toList();
  }

  /** An empty sheet. */
  public static PriceSheet empty() {
    return new PriceSheet(List.of(), List.of());
  }

  /**
   * Reads a file.
   *
   * @throws InvalidPriceFileException if it is invalid
   */
  public static PriceSheet read(Reader reader) {
    List<PriceFile.Entry> written = new ArrayList<>();
    List<Rate> imported = new ArrayList<>();
    for (PriceFile.Entry entry : PriceFile.read(reader).entries()) {
      if (entry instanceof PriceFile.Row row && row.rate().evidence().isImported()) {
        imported.add(row.rate());
      } else if (!(entry instanceof PriceFile.Comment comment && comment.text().equals(IMPORTED))) {
        written.add(entry);
      }
    }
    return new PriceSheet(written, imported);
  }

  /** Combines several sheets. */
  public static PriceSheet join(List<PriceSheet> sheets) {
    List<PriceFile.Entry> written = new ArrayList<>();
    List<Rate> imported = new ArrayList<>();
    for (PriceSheet sheet : sheets) {
      written.addAll(sheet.written);
      imported.addAll(sheet.imported);
    }
    return new PriceSheet(written, imported);
  }

  /** The sheet's rows by provider. A comment belongs to the row after it. */
  public Map<String, PriceSheet> byProvider() {
    Map<String, List<PriceFile.Entry>> writtenBy = new TreeMap<>();
    List<PriceFile.Entry> comments = new ArrayList<>();
    for (PriceFile.Entry entry : written) {
      comments.add(entry);
      if (entry instanceof PriceFile.Row row) {
        writtenBy
            .computeIfAbsent(row.rate().subject().provider(), p -> new ArrayList<>())
            .addAll(comments);
        comments.clear();
      }
    }
    Map<String, List<Rate>> importedBy = new TreeMap<>();
    for (Rate rate : imported) {
      importedBy.computeIfAbsent(rate.subject().provider(), p -> new ArrayList<>()).add(rate);
    }
    Set<String> providers = new TreeSet<>(writtenBy.keySet());
    providers.addAll(importedBy.keySet());
    Map<String, PriceSheet> sheets = new TreeMap<>();
    for (String provider : providers) {
      sheets.put(
          provider,
          new PriceSheet(
              writtenBy.getOrDefault(provider, List.of()),
              importedBy.getOrDefault(provider, List.of())));
    }
    return sheets;
  }

  /** All rates, those written by hand first. */
  public List<Rate> rates() {
    List<Rate> rates = new ArrayList<>();
    for (PriceFile.Entry entry : written) {
      if (entry instanceof PriceFile.Row row) {
        rates.add(row.rate());
      }
    }
    rates.addAll(imported);
    return rates;
  }

  /** The sheet with the same rows written by hand and with these imported rates. */
  PriceSheet withImported(List<Rate> rates) {
    return new PriceSheet(written, rates);
  }

  /**
   * The sheet as a file.
   *
   * @throws InvalidPriceFileException if the rates contradict each other
   */
  public String text() {
    List<PriceFile.Entry> entries = new ArrayList<>(written);
    if (!imported.isEmpty()) {
      entries.add(new PriceFile.Comment(IMPORTED));
      imported.forEach(rate -> entries.add(new PriceFile.Row(rate)));
    }
    String text = RateWriter.write(entries);
    PriceFile.read(new StringReader(text));
    return text;
  }
}
