// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.tracequeue.cli.output.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.regex.Pattern;

/** Lists of the API as CSV and as lines of JSON. */
public final class CsvRows {
  /** A spreadsheet would run such text as a formula. */
  private static final Pattern FORMULA = Pattern.compile("[=+@\\t\\r-].*", Pattern.DOTALL);

  private CsvRows() {}

  /**
   * The values of each element, with a header.
   *
   * @param columns the names of fields; {@code a.b} is the field b of the object a
   */
  public static String csv(Iterable<JsonNode> elements, List<String> columns) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build((Writer) text)) {
      csv.writeRecord(columns);
      for (JsonNode element : elements) {
        csv.writeRecord(columns.stream().map(column -> cell(element, column)).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** One line for each element. */
  public static String ndjson(Iterable<JsonNode> elements) {
    StringBuilder lines = new StringBuilder();
    elements.forEach(element -> lines.append(Json.line(element)).append('\n'));
    return lines.toString();
  }

  private static String cell(JsonNode element, String column) {
    JsonNode value = element.at('/' + column.replace('.', '/'));
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    String text = value.isArray() ? joined(value) : value.asText();
    return FORMULA.matcher(text).matches() ? '\'' + text : text;
  }

  private static String joined(JsonNode array) {
    StringBuilder joined = new StringBuilder();
    array.forEach(value -> joined.append(joined.isEmpty() ? "" : " ").append(value.asText()));
    return joined.toString();
  }
}
