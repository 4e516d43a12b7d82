// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import io.github.tracequeue.cli.options.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The calls of a CSV file with the columns {@code TIMESTAMP,ContextTokens,GeneratedTokens}, the
 * format of the Azure LLM inference traces. Timestamps without an offset are UTC.
 */
public final class TrafficRecording {
  public static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";

  /** The most tokens that the wire contract lets one call have. */
  private static final long MAX_TOKENS = 1_000_000_000;

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd['T'][' ']HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private final Path file;
  private final List<Row> rows;

  private TrafficRecording(Path file, List<Row> rows) {
    this.file = file;
    this.rows = rows;
  }

  /**
   * Reads the whole file, or its first {@code limit} calls.
   *
   * @throws UsageException naming the file, the line and what is wrong with it
   */
  public static TrafficRecording read(Path file, int limit) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String header = reader.readLine();
      if (header == null || !header.strip().equals(HEADER)) {
        throw new UsageException(file + ":1: the first line must be " + HEADER);
      }
      List<Row> rows = new ArrayList<>();
      String line = reader.readLine();
      for (int number = 2; line != null && rows.size() < limit; number++) {
        if (!line.isBlank()) {
          rows.add(row(file, number, line));
        }
        line = reader.readLine();
      }
      if (rows.isEmpty()) {
        throw new UsageException(file + ": there is no call in it");
      }
      return new TrafficRecording(file, rows);
    } catch (MalformedInputException e) {
      throw new UsageException(file + ": not a UTF-8 text file", e);
    } catch (IOException e) {
      throw new UsageException(file + ": cannot be read: " + reason(e), e);
    }
  }

  /** How many calls were recorded. */
  public int size() {
    return rows.size();
  }

  /** The recorded calls, moved in time so that the last of them happens at {@code end}. */
  public Traffic replay(DemoTraffic traffic, Instant end) {
    Instant last = rows.stream().map(Row::timestamp).max(Instant::compareTo).orElseThrow();
    Duration shift = Duration.between(last, end);
    return new Traffic(
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

  private static Row row(Path file, int number, String line) {
    String where = file + ":" + number + ": ";
    String[] cells = line.strip().split(",", -1);
    if (cells.length != 3) {
      throw new UsageException(
          where + "3 columns expected (" + HEADER + "), " + cells.length + " found");
    }
    try {
      return new Row(
          TIMESTAMP.parse(cells[0], Instant::from),
          tokens(where, "ContextTokens", cells[1]),
          tokens(where, "GeneratedTokens", cells[2]));
    } catch (DateTimeParseException e) {
      throw new UsageException(
          where + "TIMESTAMP '" + cells[0] + "' is not like 2023-11-16 18:15:46.680", e);
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

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException ? "no such file" : e.toString();
  }

  private record Row(Instant timestamp, long inputTokens, long outputTokens) {}
}
