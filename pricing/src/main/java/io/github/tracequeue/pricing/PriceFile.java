// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A valid price file; see {@code docs/pricing.md} for the format.
 *
 * @param entries its rates and comments, in the order of the file
 * @param models its rates by model
 * @param lineById the line of each rate, starting at 1
 */
record PriceFile(List<Entry> entries, List<PricedModel> models, Map<String, Integer> lineById) {

  private static final int MAX_LINES = 50_000;

  /** A comment, or a rate. */
  sealed interface Entry permits Comment, Row {}

  /** A line that begins with {@code #}, without that sign. */
  record Comment(String text) implements Entry {}

  /** A row of prices. */
  record Row(Rate rate) implements Entry {}

  /**
   * Reads a file.
   *
   * @throws InvalidPriceFileException if it is invalid
   */
  static PriceFile read(Reader reader) {
    return new Parser().read(reader);
  }

  /** The rates, in the order of the file. */
  List<Rate> rates() {
    return entries.stream()
        .filter(Row.class::isInstance)
        .map(entry -> ((Row) entry).rate())
        .toList();
  }

  /**
   * Checks that the file uses no id of another book.
   *
   * @throws InvalidPriceFileException if it does; names each id
   */
  void refuseIds(Predicate<String> taken) {
    List<PriceFileProblem> problems = new ArrayList<>();
    for (Rate rate : rates()) {
      if (taken.test(rate.id())) {
        problems.add(
            new PriceFileProblem(
                lineById.getOrDefault(rate.id(), 0),
                rate.id(),
                "id",
                "is an id of the bundled prices; choose another id"));
      }
    }
    failOn(problems);
  }

  private static void failOn(List<PriceFileProblem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidPriceFileException(problems);
    }
  }

  /** Reads one file. Not thread-safe. */
  private static final class Parser {

    private final List<PriceFileProblem> problems = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> lineById = new HashMap<>();
    private @Nullable Map<String, Integer> columns;

    PriceFile read(Reader reader) {
      try (CsvReader<CsvRecord> records =
          CsvReader.builder()
              .commentStrategy(CommentStrategy.READ)
              .allowExtraFields(true)
              .allowMissingFields(true)
              .trimWhitespacesAroundQuotes(true)
              .detectBomHeader(false)
              .ofCsvRecord(reader)) {
        for (CsvRecord record : records) {
          add(record);
          // Without the columns, the rest of the file cannot be read.
          if (columns == null && !problems.isEmpty()) {
            break;
          }
        }
      } catch (CsvParseException e) {
        problem(0, "", "", describe(e));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (columns == null && problems.isEmpty()) {
        problem(1, "", "", "the header line is missing");
      }
      failOn(problems);
      List<Rate> rates = new PriceFile(entries, List.of(), lineById).rates();
      List<PricedModel> models = PricedModel.group(rates);
      checkCollisions(models);
      checkNames(models);
      failOn(problems);
      return new PriceFile(List.copyOf(entries), models, Map.copyOf(lineById));
    }

    private static String describe(CsvParseException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return "is not valid CSV: " + cause.getMessage();
    }

    private void add(CsvRecord record) {
      int line = (int) record.getStartingLineNumber();
      if (line > MAX_LINES) {
        throw new InvalidPriceFileException(
            List.of(
                new PriceFileProblem(
                    line, "", "", "the file has more than " + MAX_LINES + " lines")));
      }
      if (record.isComment()) {
        entries.add(new Comment(record.getField(0)));
      } else if (columns == null) {
        columns = header(line, record.getFields());
      } else {
        addRow(line, record.getFields(), columns);
      }
    }

    private @Nullable Map<String, Integer> header(int line, List<String> cells) {
      Map<String, Integer> read = new HashMap<>();
      for (String cell : cells) {
        // Spreadsheet programs write a byte order mark before the first column.
        String column = cell.replace("\uFEFF", "").strip();
        if (Column.find(column) == null) {
          problem(line, "", column, "is not a known column");
        }
        if (read.putIfAbsent(column, read.size()) != null) {
          problem(line, "", column, "is a duplicate column");
        }
      }
      for (Column column : Column.values()) {
        if (column.isRequired() && !read.containsKey(column.title())) {
          problem(line, "", column.title(), "is missing");
        }
      }
      return problems.isEmpty() ? read : null;
    }

    private void addRow(int line, List<String> cells, Map<String, Integer> header) {
      RateReader row = new RateReader(line, cells, header, problems);
      if (cells.stream().anyMatch(cell -> cell.indexOf('\n') >= 0)) {
        problem(
            line, row.id(), "", "a value contains a line break; a closing quote may be missing");
        return;
      }
      Rate rate = row.read();
      if (cells.size() != header.size()) {
        problem(line, rate.id(), "", cells.size() + " values, but the header has " + header.size());
      }
      Integer earlier = lineById.putIfAbsent(rate.id(), line);
      if (earlier != null) {
        problem(line, rate.id(), "id", "is already used on line " + earlier);
      }
      entries.add(new Row(rate));
    }

    /**
     * Two rates that apply to the same call, neither more specific: the price would depend on their
     * order.
     */
    private void checkCollisions(List<PricedModel> models) {
      for (PricedModel model : models) {
        List<Rate> rates = model.rates();
        for (int i = 0; i < rates.size(); i++) {
          for (int j = 0; j < i; j++) {
            if (rates.get(i).collidesWith(rates.get(j))) {
              String other = rates.get(j).id();
              problem(rates.get(i), "from", "overlaps the dates of row " + other);
            }
          }
        }
      }
    }

    private void checkNames(List<PricedModel> models) {
      Map<List<String>, Rate> owners = new HashMap<>();
      for (PricedModel model : models) {
        Rate rate = model.rates().get(0);
        for (String name : model.names()) {
          Rate other = owners.putIfAbsent(List.of(model.provider(), name), rate);
          if (other != null) {
            problem(rate, "model", "'" + name + "' is also a name of row " + other.id());
          }
        }
      }
    }

    private void problem(Rate rate, String column, String message) {
      problem(lineById.getOrDefault(rate.id(), 0), rate.id(), column, message);
    }

    private void problem(int line, String row, String column, String message) {
      problems.add(new PriceFileProblem(line, row, column, message));
    }
  }
}
