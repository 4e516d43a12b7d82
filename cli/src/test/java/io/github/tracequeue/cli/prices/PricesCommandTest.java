// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands say about prices, without a table. */
final class PricesCommandTest {
  private static final String HEADER = "id,provider,model,input,output,batch,checked,source\n";

  @TempDir private Path folder;

  @Test
  void lookup_tokens_showsRowBucketsAndArithmetic() {
    CommandRun run =
        CommandRun.of(
            "prices",
            "lookup",
            "--model",
            "gpt-6-luna",
            "--at",
            "2026-11-23",
            "--input",
            "10000",
            "--cache-read",
            "4000",
            "--output",
            "500",
            "--service-tier",
            "flex");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("gpt-6-luna, 2026-11-23T00:00:00Z", "openai/gpt-6-luna/flex", "6,000")
        .contains("0.000445 USD = (6000*0.05 + 500*0.25 + 4000*0.005) / 1000000");
  }

  @Test
  void lookup_json_holdsAmountsAsPlainNumbers() {
    CommandRun run =
        CommandRun.of(
            "prices",
            "lookup",
            "--model",
            "gpt-6-luna",
            "--provider",
            "openai",
            "--at",
            "2026-11-23T12:00:00Z",
            "--input",
            "1",
            "--json");

    JsonNode json = run.json();
    assertThat(run.out()).contains("\"cost_usd\":0.0000001,");
    assertThat(json.get("cost_status").asText()).isEqualTo("priced");
    assertThat(json.at("/row/id").asText()).isEqualTo("openai/gpt-6-luna");
    assertThat(json.at("/buckets/0/bucket").asText()).isEqualTo("input");
    assertThat(json.at("/buckets/0/tokens").asLong()).isEqualTo(1);
  }

  @Test
  void lookup_exclusiveBatch_countsCachedTokensBesideTheInput() throws IOException {
    CommandRun run =
        CommandRun.of(
            "prices",
            "lookup",
            "--model",
            "m",
            "--input",
            "1000000",
            "--exclusive",
            "--batch",
            "--overrides",
            file("custom/m,p,m,4,8,0.5,,x").toString());

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("2 USD = (1000000*4) * 0.5 / 1000000");
  }

  @Test
  void lookup_withoutTokens_showsPricesAndNoTotal() {
    CommandRun run = CommandRun.of("prices", "lookup", "--model", "gpt-6-luna");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("USD per million", "web_search", "by geography: eu=1.1 us=1.1")
        .doesNotContain(" USD = ");
  }

  @Test
  void lookup_unknownModel_saysWhyAndEndsWithStatus1() {
    CommandRun run = CommandRun.of("prices", "lookup", "--model", "nobody-sells-this");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("unpriced: unknown_model");
  }

  @Test
  void lookup_badTime_saysWhatATimeIs() {
    CommandRun run = CommandRun.of("prices", "lookup", "--model", "m", "--at", "tomorrow");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--at", "'tomorrow' is neither a date like 2026-12-01");
  }

  @Test
  void list_pattern_findsIdsModelsAndAliases() {
    CommandRun run = CommandRun.of("prices", "list", "--model", "GEMINI-3.1*over", "--json");

    assertThat(run.status()).isZero();
    assertThat(run.json().get("rows")).isNotEmpty();
    assertThat(run.json().get("rows"))
        .allSatisfy(row -> assertThat(row.get("id").asText()).contains("gemini-3.1", "over"));
    assertThat(CommandRun.of("prices", "list", "--model", "a.b.c").status()).isEqualTo(1);
  }

  @Test
  void list_hours_areWrittenAsInAPriceFile() {
    CommandRun run = CommandRun.of("prices", "list", "--model", "deepseek*/peak", "--json");

    assertThat(run.json().at("/rows/0/hours").asText())
        .isEqualTo("mon-fri 01:00-04:00 06:00-10:00");
  }

  @Test
  void stale_maxAge_decidesFromTheDayAfter() throws IOException {
    Path file = file("custom/m,p,m,4,8,,2026-11-01,x");

    assertThat(stale(file, "2026-11-11").out()).doesNotContain("custom/m");
    CommandRun late = stale(file, "2026-11-12");
    assertThat(late.status()).isEqualTo(1);
    assertThat(late.out()).contains("custom/m: checked 11 days ago, on 2026-11-01");
  }

  @Test
  void stale_announcedPrice_isToBeConfirmedFromItsDayOn() {
    String problem = "announced and started, not confirmed";

    assertThat(stale("2026-11-30").out()).doesNotContain(problem);
    assertThat(stale("2026-12-01").out().lines())
        .anyMatch(
            line -> line.contains("gemini-4-argon/from-2026-12-01") && line.endsWith(problem));
  }

  @Test
  void check_goodFile_endsWithStatus0() throws IOException {
    CommandRun run = CommandRun.of("prices", "check", file("custom/m,p,m,4,8,0.5,,x").toString());

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("valid");
  }

  @Test
  void check_badFile_namesEachLineColumnValueAndLimit() throws IOException {
    Path file = file("custom/a,p,a,1e3,8,,,x\ncustom/b,p,b,1,8,0,,");
    CommandRun run = CommandRun.of("prices", "check", file.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out().lines())
        .containsExactly(
            file
                + ":2: row custom/a, column input: '1e3' is not a number below 100000 with at most"
                + " 30 decimals",
            file + ":3: row custom/b, column batch: '0' is not a number above 0 and below 100",
            file
                + ":3: row custom/b, column source: is empty; state where the price was published");
    JsonNode first =
        CommandRun.of("prices", "check", "--json", file.toString()).json().at("/problems/0");
    assertThat(first.get("line").asInt()).isEqualTo(2);
    assertThat(first.get("column").asText()).isEqualTo("input");
  }

  @Test
  void check_unreadableFile_endsWithStatus2() throws IOException {
    Path latin1 = folder.resolve("latin1.csv");
    Files.write(latin1, (HEADER + "c,p,m,1,1,,,\u00e9").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(CommandRun.of("prices", "check", latin1.toString()))
        .isEqualTo(
            new CommandRun(2, "", "tracequeue: " + latin1 + ": cannot be read: it is not UTF-8\n"));
    assertThat(CommandRun.of("prices", "check", "nowhere.csv").err()).contains("no such file");
  }

  @Test
  void lookup_badOverrides_namesTheProblemsAndEndsWithStatus2() throws IOException {
    Path file = file("custom/a,p,a,1e3,8,,,x");
    CommandRun run = CommandRun.of("prices", "lookup", "--model", "a", "--overrides", file + "");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(file + ":2: row custom/a, column input: '1e3'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lookup", "list", "stale", "check", "reprice"})
  void help_ofEach_namesItsExitStatuses(String command) {
    CommandRun run = CommandRun.of("prices", command, "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("--json", "Exit status:");
  }

  private static CommandRun stale(String day) {
    return CommandRun.of("prices", "stale", "--on", day, "--max-age", "3650");
  }

  private static CommandRun stale(Path file, String day) {
    return CommandRun.of(
        "prices", "stale", "--on", day, "--max-age", "10", "--overrides", file.toString());
  }

  private Path file(String rows) throws IOException {
    return Files.writeString(folder.resolve("prices.csv"), HEADER + rows + "\n");
  }
}
