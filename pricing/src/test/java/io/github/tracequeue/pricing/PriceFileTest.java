// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriceFileTest {

  private static final String HEADER = "id,provider,model,input,output,source";

  /** A file of one row whose cell in the column is the value. */
  private static String[] with(String column, String value) {
    List<String> columns = List.of(HEADER.split(","));
    if (columns.contains(column)) {
      List<String> cells = new ArrayList<>(List.of("custom/m", "p", "m", "1", "2", "us"));
      cells.set(columns.indexOf(column), "\"" + value + "\"");
      return new String[] {HEADER, String.join(",", cells)};
    }
    String provider = column.equals("scope") ? "aws.bedrock" : "p";
    return new String[] {
      HEADER + "," + column, "custom/m," + provider + ",m,1,2,us,\"" + value + "\""
    };
  }

  @Test
  void read_fullRow_keepsEveryCell() {
    PriceBook book =
        Calls.book(
            "# a comment",
            "source,checked,aliases,geo,tiers,batch,requests,cache_read_audio,output_audio,input_audio,"
                + "cache_write_1h,cache_write_5m,cache_read,output,input,"
                + "status,until,from,hours,prompt_over,tier,scope,model,provider,id",
            "\"a, b\",2026-10-24,m-1 x/m-2,us=1.1 *=1.2,priority=1.75 fast=2,0.25,"
                + "web_search=10 x_search=0.5,8,7,6,5,4,3,2,1,"
                + "unverified,2027-01-01,2026-08-16T16:00:00Z,mon-fri 01:00-04:00,200000,flex,"
                + "bare us,m,aws.bedrock,custom/m");

    assertThat(book.rates())
        .containsExactly(
            new Rate(
                "custom/m",
                new RateSubject("aws.bedrock", "m", List.of("bare", "us"), List.of("m-1", "x/m-2")),
                new RateTerms(
                    "flex",
                    200_000,
                    WeeklyHours.parse("mon-fri 01:00-04:00"),
                    Instant.parse("2026-08-16T16:00:00Z"),
                    Instant.parse("2027-01-01T00:00:00Z")),
                new RatePrices(
                    Map.of(
                        Bucket.INPUT, new BigDecimal("1"),
                        Bucket.OUTPUT, new BigDecimal("2"),
                        Bucket.CACHE_READ, new BigDecimal("3"),
                        Bucket.CACHE_WRITE_5M, new BigDecimal("4"),
                        Bucket.CACHE_WRITE_1H, new BigDecimal("5"),
                        Bucket.INPUT_AUDIO, new BigDecimal("6"),
                        Bucket.OUTPUT_AUDIO, new BigDecimal("7"),
                        Bucket.CACHE_READ_AUDIO, new BigDecimal("8")),
                    Map.of("web_search", new BigDecimal("10"), "x_search", new BigDecimal("0.5")),
                    Map.of(
                        "batch", new BigDecimal("0.25"),
                        "priority", new BigDecimal("1.75"),
                        "fast", new BigDecimal("2")),
                    Map.of("us", new BigDecimal("1.1"), "*", new BigDecimal("1.2"))),
                new RateEvidence(PriceStatus.UNVERIFIED, LocalDate.of(2026, 10, 24), "a, b")));
  }

  @Test
  void read_requiredColumnsOnly_leavesTheRestOpen() {
    PriceBook book = Calls.book("id,provider,model,source", "custom/m,p,m,us");

    assertThat(book.rates())
        .containsExactly(
            new Rate(
                "custom/m",
                new RateSubject("p", "m", List.of("bare"), List.of()),
                new RateTerms("", 0, null, null, null),
                RatePrices.ofTokens(Map.of()),
                new RateEvidence(PriceStatus.CONFIRMED, null, "us")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "id | custom/A-Z.a_z:0@9+",
        "provider | a.b_c-9",
        "model | claude[1m]@x:0/y",
        "input | 0",
        "input | 99999.999999999",
        "output | 0.000000000000000000000000000001",
        "cache_read | 00001",
        "batch | 0.0001",
        "batch | 0.123456789",
        "tier | batch",
        "tier | ultra.fast_1-x",
        "geo | us=1.1 *=1.25",
        "requests | web_search=10 x_search=0",
        "input_audio | 0.08333333333333333333",
        "output_audio | 1",
        "cache_read_audio | 0.5",
        "batch | 99.9999",
        "tiers | a=1 b.c_d-9=2",
        "prompt_over | 1",
        "prompt_over | 999999999",
        "hours | mon-sun 00:00-24:00",
        "from | 2026-12-01",
        "until | 2026-12-01T00:00:01Z",
        "status | confirmed",
        "status | announced",
        "status | rejected",
        "scope | bare us-gov abcdefghijklmnop",
        "aliases | a   b",
        "checked | 2024-02-29",
      })
  void read_valueWithinTheLimits_isTaken(String column, String value) {
    assertThat(Calls.problems(with(column, value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "id | a b | 'a b' is not 1 to 128 visible ASCII characters without spaces or ~",
        "id | a~b | 'a~b' is not 1 to 128 visible ASCII characters without spaces or ~",
        "provider | Open | 'Open' is not 1 to 64 of a-z 0-9 . _ -",
        "model | a b | 'a b' is not 1 to 256 visible ASCII characters without spaces",
        "model | é | 'é' is not 1 to 256 visible ASCII characters without spaces",
        "input | -1 | '-1' is not a number below 100000 with at most 30 decimals",
        "input | 100000 | '100000' is not a number below 100000 with at most 30 decimals",
        "output | 1.0000000000000000000000000000001 | '1.0000000000000000000000000000001' is not a number below 100000 with at most 30 decimals",
        "output | 1e3 | '1e3' is not a number below 100000 with at most 30 decimals",
        "cache_read | 1,5 | '1,5' is not a number below 100000 with at most 30 decimals",
        "cache_write_5m | free | 'free' is not a number below 100000 with at most 30 decimals",
        "cache_write_1h | .5 | '.5' is not a number below 100000 with at most 30 decimals",
        "batch | 0 | '0' is not a number above 0 and below 100",
        "batch | 50% | '50%' is not a number above 0 and below 100",
        "batch | 100 | '100' is not a number above 0 and below 100",
        "tiers | flex | 'flex' is not name=number",
        "tiers | =2 | '=2' is not name=number",
        "tiers | Flex=2 | 'Flex' is not 1 to 64 of a-z 0-9 . _ -",
        "tiers | flex= | '' is not a number above 0 and below 100",
        "tiers | batch=0.5 | 'batch' cannot be a row's tier",
        "tiers | default=1 | 'default' cannot be a row's tier",
        "tiers | a=1 a=2 | 'a' is a duplicate",
        "tier | standard | 'standard' cannot be a row's tier",
        "tier | Flex | 'Flex' is not 1 to 64 of a-z 0-9 . _ -",
        "geo | us | 'us' is not name=number",
        "geo | US=1.1 | 'US' is not * or 1 to 64 of a-z 0-9 . _ -",
        "geo | us=0 | '0' is not a number above 0 and below 100",
        "requests | Web=1 | 'Web' is not 1 to 32 of a-z 0-9 _, beginning with a letter",
        "requests | web_search=free | 'free' is not a number below 100000 with at most 30 decimals",
        "prompt_over | 0 | '0' is not a whole number from 1 to 999999999",
        "prompt_over | 200k | '200k' is not a whole number from 1 to 999999999",
        "prompt_over | 1000000000 | '1000000000' is not a whole number from 1 to 999999999",
        "hours | daily | 'daily': expected days and hours, for example mon-fri 01:00-04:00",
        "from | 2026-13-01 | '2026-13-01' is neither a date like 2026-12-01 nor a time like 2026-08-16T16:00:00Z",
        "until | tomorrow | 'tomorrow' is neither a date like 2026-12-01 nor a time like 2026-08-16T16:00:00Z",
        "status | maybe | 'maybe' is not confirmed, announced, unverified or rejected",
        "scope | US | 'US' is not 1 to 16 of a-z and -, such as bare, global, us-gov",
        "scope | abcdefghijklmnopq | 'abcdefghijklmnopq' is not 1 to 16 of a-z and -, such as bare, global, us-gov",
        "checked | 2026-02-30 | '2026-02-30' is not a date like 2026-12-01",
      })
  void read_valueOutsideTheLimits_isAProblemThatNamesRowColumnAndLimit(
      String column, String value, String message) {
    String row = column.equals("id") ? value : "custom/m";

    assertThat(Calls.problems(with(column, value)))
        .containsExactly("line 2, row " + row + ", column " + column + ": " + message);
  }

  @Test
  void read_longNames_areLimited() {
    assertThat(Calls.problems(with("id", "a".repeat(128)))).isEmpty();
    assertThat(Calls.problems(with("id", "a".repeat(129)))).hasSize(1);
    assertThat(Calls.problems(with("provider", "a".repeat(64)))).isEmpty();
    assertThat(Calls.problems(with("provider", "a".repeat(65)))).hasSize(1);
    assertThat(Calls.problems(with("model", "a".repeat(256)))).isEmpty();
    assertThat(Calls.problems(with("model", "a".repeat(257)))).hasSize(1);
    assertThat(Calls.problems(with("aliases", "a".repeat(256)))).isEmpty();
    assertThat(Calls.problems(with("aliases", "a".repeat(257)))).hasSize(1);
  }

  @Test
  void read_emptyRequiredCells_areProblems() {
    assertThat(Calls.problems(HEADER, ",,,1,2,"))
        .containsExactly(
            "line 2, column id: '' is not 1 to 128 visible ASCII characters without spaces or ~",
            "line 2, column provider: '' is not 1 to 64 of a-z 0-9 . _ -",
            "line 2, column model: '' is not 1 to 256 visible ASCII characters without spaces",
            "line 2, column source: is empty; state where the price was published");
  }

  @Test
  void read_scopeOutsideBedrock_isAProblem() {
    assertThat(Calls.problems(HEADER + ",scope", "custom/m,openai,m,1,2,us,global"))
        .containsExactly(
            "line 2, row custom/m, column scope: is for provider aws.bedrock only, not for 'openai'");
  }

  @Test
  void read_untilNotAfterFrom_isAProblem() {
    String header = HEADER + ",from,until";

    assertThat(Calls.problems(header, "custom/m,p,m,1,2,us,2026-12-01,2026-12-01"))
        .containsExactly(
            "line 2, row custom/m, column until: '2026-12-01' is not after from '2026-12-01'");
    assertThat(Calls.problems(header, "custom/m,p,m,1,2,us,2026-12-01,2026-12-01T00:00:01Z"))
        .isEmpty();
  }

  @Test
  void read_wrongHeader_namesTheColumns() {
    assertThat(Calls.problems("id,provider,price,price,source,id", "custom/m,p,1,1,us,x"))
        .containsExactly(
            "line 1, column price: is not a known column",
            "line 1, column price: is not a known column",
            "line 1, column price: is a duplicate column",
            "line 1, column id: is a duplicate column",
            "line 1, column model: is missing");
  }

  @Test
  void read_noHeader_isAProblem() {
    assertThat(Calls.problems("# nothing")).containsExactly("line 1: the header line is missing");
  }

  @Test
  void read_openQuote_isAProblem() {
    assertThat(Calls.problems(HEADER, "custom/a,p,\"m,1,2,us", "custom/b,p,n,1,2,us"))
        .containsExactly(
            "line 2, row custom/a: a value contains a line break; a closing quote may be missing");
  }

  @Test
  void read_quotedCells_mayHoldCommasAndQuotes() {
    assertThat(Calls.book(HEADER, "custom/a,p,m,\"1\", 2 ,\"a, \"\"b\"\"\"").rates())
        .extracting(rate -> rate.evidence().source())
        .containsExactly("a, \"b\"");
  }

  @Test
  void read_byteOrderMarkCommentsAndEmptyLines_areNoRows() {
    assertThat(Calls.book("\uFEFF" + HEADER, "", "# a comment", "custom/a,p,m,1,2,us").rates())
        .hasSize(1);
  }

  @Test
  void read_manyLines_areLimited() {
    String lines = "#\n".repeat(50_000);

    assertThat(Calls.problems(HEADER, lines))
        .containsExactly("line 50001: the file has more than 50000 lines");
  }

  @Test
  void read_providerInAnotherSpelling_isKeptUnderItsOwnName() {
    assertThat(Calls.book("id,provider,model,source", "custom/m,azure,m,us").rates())
        .extracting(rate -> rate.subject().provider())
        .containsExactly("azure.ai.openai");
  }

  @Test
  void read_headerOnly_isAnEmptyBook() {
    assertThat(Calls.book(HEADER).rates()).isEmpty();
  }

  @Test
  void read_cellsThatDoNotFitTheHeader_areAProblem() {
    assertThat(Calls.problems(HEADER, "custom/a,p,a,1,2,us,extra", "custom/b,p,b,1,2"))
        .containsExactly(
            "line 2, row custom/a: 7 values, but the header has 6",
            "line 3, row custom/b, column source: is empty; state where the price was published",
            "line 3, row custom/b: 5 values, but the header has 6");
  }

  @Test
  void message_ofSeveralProblems_listsThem() {
    InvalidPriceFileException invalid =
        catchThrowableOfType(
            InvalidPriceFileException.class,
            () -> Calls.book(HEADER, "custom/a,p,a,x,2,us", "custom/b,p,b,1,y,us"));

    assertThat(invalid)
        .hasMessage(
            """
            The price file is invalid:
              line 2, row custom/a, column input: 'x' is not a number below 100000 with at most 30 decimals
              line 3, row custom/b, column output: 'y' is not a number below 100000 with at most 30 decimals""");
  }
}
