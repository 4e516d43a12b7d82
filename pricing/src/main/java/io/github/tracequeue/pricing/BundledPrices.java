// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One seller's bundled price file. Reading it indexes the rows by name. The rates of a model are
 * created when a call names it, because a cold process needs only a few of hundreds of models.
 * Tests check the files.
 */
final class BundledPrices implements SellerPrices {

  private final Map<String, Rows> byName;

  private BundledPrices(Map<String, Rows> byName) {
    this.byName = byName;
  }

  /** The rows of one model and scope. */
  private static final class Rows {

    private final List<RateReader> rows = new ArrayList<>();
    private volatile @Nullable PricedModel model;

    PricedModel model() {
      PricedModel known = model;
      if (known == null) {
        List<Rate> rates = new ArrayList<>();
        for (RateReader row : rows) {
          rates.add(row.read());
        }
        known = PricedModel.group(rates).get(0);
        model = known;
      }
      return known;
    }
  }

  static BundledPrices read(Reader file) throws IOException {
    Map<String, Integer> columns = new HashMap<>();
    Map<List<String>, Rows> byModel = new HashMap<>();
    Map<String, Rows> byName = new LinkedHashMap<>();
    List<PriceFileProblem> unchecked = new ArrayList<>();
    try (CsvReader<CsvRecord> records =
        CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofCsvRecord(file)) {
      for (CsvRecord record : records) {
        if (columns.isEmpty()) {
          for (int i = 0; i < record.getFieldCount(); i++) {
            columns.put(record.getField(i), i);
          }
        } else {
          int line = (int) record.getStartingLineNumber();
          RateReader row = new RateReader(line, record.getFields(), columns, unchecked);
          Rows rows =
              byModel.computeIfAbsent(
                  List.of(row.cell(Column.MODEL), row.cell(Column.SCOPE)), model -> new Rows());
          rows.rows.add(row);
          for (String name : row.names()) {
            byName.put(name, rows);
          }
        }
      }
    }
    return new BundledPrices(byName);
  }

  @Override
  public @Nullable PricedModel get(String name) {
    Rows rows = byName.get(name);
    return rows == null ? null : rows.model();
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }
}
