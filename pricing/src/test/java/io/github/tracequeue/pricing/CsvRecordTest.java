// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvRecordTest {

  private final List<PriceFileProblem> problems = new ArrayList<>();

  private List<CsvRecord> read(String text) {
    return CsvRecord.readAll(new StringReader(text), problems);
  }

  @Test
  void readAll_plainCells_areStrippedAndMayBeEmpty() {
    assertThat(read("a, b ,,d,\n"))
        .containsExactly(new CsvRecord(1, List.of("a", "b", "", "d", "")));
    assertThat(problems).isEmpty();
  }

  @Test
  void readAll_quotedCells_mayHoldCommasAndQuotes() {
    assertThat(read("\"a,b\",\"say \"\"x\"\"\",\"\",\" c \""))
        .containsExactly(new CsvRecord(1, List.of("a,b", "say \"x\"", "", "c")));
    assertThat(problems).isEmpty();
  }

  @Test
  void readAll_quotedCellBeforeAnEmptyOne_keepsBoth() {
    assertThat(read("\"a\",")).containsExactly(new CsvRecord(1, List.of("a", "")));
  }

  @Test
  void readAll_quoteInsideAPlainCell_isAnOrdinarySign() {
    assertThat(read("a\"b,c")).containsExactly(new CsvRecord(1, List.of("a\"b", "c")));
  }

  @Test
  void readAll_commentsBlanksAndByteOrderMark_areLeftOut() {
    assertThat(read("\uFEFFa\r\n\n#b\n  \n c"))
        .containsExactly(new CsvRecord(1, List.of("a")), new CsvRecord(5, List.of("c")));
  }

  @Test
  void readAll_byteOrderMarkOnALaterLine_isAnOrdinarySign() {
    assertThat(read("a\n\uFEFFb"))
        .extracting(CsvRecord::cells)
        .containsExactly(List.of("a"), List.of("\uFEFFb"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a", "a,\"", "\"a\"b,c", "\"a\"\"", "\"a\" ,b"})
  void readAll_brokenQuotes_areAProblemOfTheirLine(String line) {
    assertThat(read("ok\n" + line)).containsExactly(new CsvRecord(1, List.of("ok")));
    assertThat(problems)
        .containsExactly(
            new PriceFileProblem(2, "", "", "a quote is open at the end, or text follows a quote"));
  }

  @Test
  void readAll_asManyLinesAsAllowed_areRead() {
    assertThat(read("a\n".repeat(CsvRecord.MAX_LINES))).hasSize(10_000);
    assertThat(problems).isEmpty();
  }

  @Test
  void readAll_moreLinesThanAllowed_areAProblem() {
    assertThat(read("a\n".repeat(CsvRecord.MAX_LINES + 5))).hasSize(10_000);
    assertThat(problems)
        .containsExactly(
            new PriceFileProblem(10_001, "", "", "the file has more than 10000 lines"));
  }

  @Test
  void readAll_brokenReader_throws() {
    Reader broken =
        new Reader() {
          @Override
          public int read(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("gone");
          }

          @Override
          public void close() {}
        };

    assertThatThrownBy(() -> CsvRecord.readAll(broken, problems))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("gone");
  }
}
