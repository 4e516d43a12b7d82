// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.tracequeue.cli.options.UsageException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The calls of a CSV file with the columns {@code TIMESTAMP,ContextTokens,GeneratedTokens}, the
 * format of the Azure LLM inference traces. Timestamps without an offset are UTC.
 */
public final class TrafficRecording {
  public static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";

  private static final List<String> COLUMNS = List.of(HEADER.split(",", -1));
  private static final CsvReader.CsvReaderBuilder CSV =
      CsvReader.builder().allowExtraFields(true).allowMissingFields(true);

  /** The maximum number of tokens of a call in the wire contract. */
  private static final long MAX_TOKENS = 1_000_000_000;

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd['T'][' ']HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Path file;
  private final List<Row> rows;

  private TrafficRecording(Path file, List<Row> rows) {
    this.file = file;
    this.rows = rows;
  }

  /**
   * Reads at most {@code limit} calls of the file.
   *
   * @throws UsageException if the file is invalid; names the file, the line and the error
   */
  public static TrafficRecording read(Path file, int limit) {
    try (Reader text = withoutByteOrderMark(Files.newBufferedReader(file));
        CsvReader<CsvRecord> csv = CSV.ofCsvRecord(text)) {
      Iterator<CsvRecord> records = csv.iterator();
      if (!records.hasNext() || !records.next().getFields().equals(COLUMNS)) {
        throw new UsageException(file + ":1: the first line must be " + HEADER);
      }
      List<Row> rows = new ArrayList<>();
      while (records.hasNext() && rows.size() < limit) {
        rows.add(row(file, records.next()));
      }
      if (rows.isEmpty()) {
        throw new UsageException(file + ": it contains no calls");
      }
      return new TrafficRecording(file, rows);
    } catch (CsvParseException e) {
      throw new UsageException(file + ": not a CSV file: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw unreadable(file, requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Spreadsheets write a byte order mark; the CSV reader detects it only in bytes. */
  private static Reader withoutByteOrderMark(Reader text) throws IOException {
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
    return text;
  }

  /** The number of recorded calls. */
  public int size() {
    return rows.size();
  }

  /** The recorded calls, moved in time so that the last one is at {@code end}. */
  public Traffic replay(DemoTraffic traffic, Instant end) {
    Instant last = rows.stream().map(Row::timestamp).max(Instant::compareTo).orElseThrow();
    Duration shift = Duration.between(last, end);
    return Traffic.of(
        rows.size(),
        "calls of "
            + file.getFileName()
            + ", moved in time so that the last one is now; agents, models, "
            + DemoTraffic.DESCRIPTION
            + "; "
            + LatencyModel.DESCRIPTION,
        Stream.concat(
            rows.stream().flatMap(row -> reports(traffic, row, shift)), traffic.atLast()));
  }

  private static Stream<AgentReport> reports(DemoTraffic traffic, Row row, Duration shift) {
    return traffic
        .call(row.timestamp().plus(shift), row.inputTokens(), row.outputTokens())
        .stream();
  }

  private static Row row(Path file, CsvRecord record) {
    String where = file + ":" + record.getStartingLineNumber() + ": ";
    if (record.getFieldCount() != COLUMNS.size()) {
      throw new UsageException(
          where + "3 columns expected (" + HEADER + "), " + record.getFieldCount() + " found");
    }
    String timestamp = record.getField(0);
    try {
      return new Row(
          TIMESTAMP.parse(timestamp, Instant::from),
          tokens(where, COLUMNS.get(1), record.getField(1)),
          tokens(where, COLUMNS.get(2), record.getField(2)));
    } catch (DateTimeParseException e) {
      throw new UsageException(
          where + "TIMESTAMP '" + timestamp + "' is not like 2023-11-16 18:15:46.680", e);
    }
  }

  private static long tokens(String where, String column, String cell) {
    try {
      long tokens = Long.parseLong(cell);
      if (tokens >= 0 && tokens <= MAX_TOKENS) {
        return tokens;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the same words as a number out of range.
    }
    throw new UsageException(
        where + column + " '" + cell + "' is not a whole number from 0 to " + MAX_TOKENS);
  }

  private static UsageException unreadable(Path file, IOException e) {
    if (e instanceof CharacterCodingException) {
      return new UsageException(file + ": not a UTF-8 text file", e);
    }
    String reason = e instanceof NoSuchFileException ? "no such file" : e.toString();
    return new UsageException(file + ": cannot be read: " + reason, e);
  }

  private record Row(Instant timestamp, long inputTokens, long outputTokens) {}
}
