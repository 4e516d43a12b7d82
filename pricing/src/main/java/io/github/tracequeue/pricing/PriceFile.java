// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads and checks price files; their format is described in {@code docs/pricing.md}. */
final class PriceFile {

  private final List<PriceFileProblem> problems = new ArrayList<>();
  private final List<PriceRow> rows = new ArrayList<>();
  private final Map<String, Integer> lineById = new HashMap<>();

  private final Set<String> takenIds;

  private PriceFile(Set<String> takenIds) {
    this.takenIds = takenIds;
  }

  /**
   * The file's models.
   *
   * @throws InvalidPriceFileException if anything in it is wrong, or it uses one of the taken ids
   */
  static List<PricedModel> read(Reader reader, Set<String> takenIds) {
    PriceFile file = new PriceFile(takenIds);
    file.readRows(reader);
    file.failOnProblems();
    List<PricedModel> models = PricedModel.group(file.rows);
    file.checkCollisions(models);
    file.checkNames(models);
    file.failOnProblems();
    return models;
  }

  private void readRows(Reader reader) {
    List<CsvRecord> records = CsvRecord.readAll(reader, problems);
    if (!problems.isEmpty()) {
      return;
    }
    if (records.isEmpty()) {
      problem(1, "", "", "there is no header line");
      return;
    }
    Map<String, Integer> columns = columns(records.get(0));
    if (!problems.isEmpty()) {
      return;
    }
    for (CsvRecord record : records.subList(1, records.size())) {
      PriceRow row = new RowReader(columns, record, problems).read();
      if (record.cells().size() != columns.size()) {
        problem(
            record.line(),
            row.id(),
            "",
            record.cells().size() + " cells; the header has " + columns.size());
      }
      Integer earlier = lineById.putIfAbsent(row.id(), record.line());
      if (earlier != null) {
        problem(record.line(), row.id(), "id", "stands on line " + earlier + " already");
      } else if (takenIds.contains(row.id())) {
        problem(record.line(), row.id(), "id", "is taken by the book: give your row its own");
      }
      rows.add(row);
    }
  }

  private Map<String, Integer> columns(CsvRecord header) {
    Map<String, Integer> columns = new HashMap<>();
    for (String column : header.cells()) {
      if (!RowReader.REQUIRED.contains(column) && !RowReader.OPTIONAL.contains(column)) {
        problem(header.line(), "", column, "is not a column of price files");
      }
      if (columns.putIfAbsent(column, columns.size()) != null) {
        problem(header.line(), "", column, "stands twice");
      }
    }
    for (String column : RowReader.REQUIRED) {
      if (!columns.containsKey(column)) {
        problem(header.line(), "", column, "is missing");
      }
    }
    return columns;
  }

  /**
   * Two rows that both price a call, neither more special: the price would depend on their order.
   */
  private void checkCollisions(List<PricedModel> models) {
    for (PricedModel model : models) {
      List<PriceRow> group = model.rows();
      for (int i = 0; i < group.size(); i++) {
        for (int j = 0; j < i; j++) {
          if (group.get(i).collidesWith(group.get(j))) {
            String other = group.get(j).id();
            problem(group.get(i), "from", "its time overlaps that of row " + other);
          }
        }
      }
    }
  }

  private void checkNames(List<PricedModel> models) {
    Map<List<String>, PriceRow> owners = new HashMap<>();
    for (PricedModel model : models) {
      PriceRow row = model.rows().get(0);
      for (String name : model.names()) {
        PriceRow other = owners.putIfAbsent(List.of(row.provider(), name), row);
        if (other != null) {
          problem(row, "model", "'" + name + "' is also a name of row " + other.id());
        }
      }
    }
  }

  private void problem(PriceRow row, String column, String message) {
    problem(lineById.getOrDefault(row.id(), 0), row.id(), column, message);
  }

  private void problem(int line, String row, String column, String message) {
    problems.add(new PriceFileProblem(line, row, column, message));
  }

  private void failOnProblems() {
    if (!problems.isEmpty()) {
      throw new InvalidPriceFileException(problems);
    }
  }
}
