// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes price files: each column, rates in the given order. */
final class RateWriter {

  private RateWriter() {}

  /** The text of a file. Comments before the first rate are written before the header line. */
  static String write(List<PriceFile.Entry> entries) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      boolean headerWritten = false;
      for (PriceFile.Entry entry : entries) {
        if (entry instanceof PriceFile.Comment comment) {
          csv.writeComment(comment.text());
        } else if (entry instanceof PriceFile.Row row) {
          if (!headerWritten) {
            csv.writeRecord(header());
            headerWritten = true;
          }
          csv.writeRecord(cells(row.rate()));
        }
      }
      if (!headerWritten) {
        csv.writeRecord(header());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return text.toString();
  }

  private static List<String> header() {
    return Arrays.stream(Column.values()).map(Column::title).toList();
  }

  private static List<String> cells(Rate rate) {
    List<String> cells = new ArrayList<>();
    for (Column column : Column.values()) {
      cells.add(cell(rate, column));
    }
    return cells;
  }

  private static String cell(Rate rate, Column column) {
    RateSubject subject = rate.subject();
    RateTerms terms = rate.terms();
    RatePrices prices = rate.prices();
    RateEvidence evidence = rate.evidence();
    return switch (column) {
      case ID -> rate.id();
      case PROVIDER -> subject.provider();
      case MODEL -> subject.model();
      case SCOPE ->
          subject.scope().equals(List.of(RateSubject.BARE))
              ? ""
              : String.join(" ", subject.scope());
      case TIER -> terms.tier();
      case PROMPT_OVER -> terms.promptOver() == 0 ? "" : Long.toString(terms.promptOver());
      case HOURS -> terms.hours() == null ? "" : terms.hours().toString();
      case FROM -> time(terms.from());
      case UNTIL -> time(terms.until());
      case STATUS -> evidence.status() == PriceStatus.CONFIRMED ? "" : evidence.status().code();
      case INPUT,
          OUTPUT,
          CACHE_READ,
          CACHE_WRITE_5M,
          CACHE_WRITE_1H,
          INPUT_AUDIO,
          OUTPUT_AUDIO,
          CACHE_READ_AUDIO ->
          number(prices.usdPerMillion().get(Bucket.valueOf(column.name())));
      case REQUESTS -> pairs(prices.usdPerThousandRequests());
      case BATCH -> number(prices.tierFactors().get(ServiceTier.BATCH));
      case TIERS -> tiers(prices.tierFactors());
      case GEO -> pairs(prices.geoFactors());
      case ALIASES -> String.join(" ", subject.aliases());
      case CHECKED -> evidence.checked() == null ? "" : evidence.checked().toString();
      case SOURCE -> evidence.source();
    };
  }

  private static String tiers(Map<String, BigDecimal> factors) {
    Map<String, BigDecimal> tiers = new TreeMap<>(factors);
    tiers.remove(ServiceTier.BATCH);
    return pairs(tiers);
  }

  private static String pairs(Map<String, BigDecimal> numbers) {
    return new TreeMap<>(numbers)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue().toPlainString())
            .collect(Collectors.joining(" "));
  }

  private static String number(@Nullable BigDecimal number) {
    return number == null ? "" : number.toPlainString();
  }

  /** A date if the time is midnight UTC. */
  private static String time(@Nullable Instant time) {
    if (time == null) {
      return "";
    }
    OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
    return utc.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? utc.toLocalDate().toString()
        : time.toString();
  }
}
