// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportCommandTest {
  @TempDir private Path folder = Path.of("");

  private Path list(String inputPerToken) throws IOException {
    return Files.writeString(
        folder.resolve("list.json"),
        "{\"acme/m\": {\"litellm_provider\": \"acme\", \"mode\": \"chat\","
            + " \"input_cost_per_token\": "
            + inputPerToken
            + "}}");
  }

  private CommandRun run(Path list, String day, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "prices",
                "import",
                list.toString(),
                "--as-of",
                day,
                "--into",
                folder.resolve("prices.csv").toString()));
    return CommandRun.of(arguments, more);
  }

  private String lookup(String at) {
    return CommandRun.of(
            "prices",
            "lookup",
            "--model",
            "m",
            "--provider",
            "acme",
            "--at",
            at,
            "--input",
            "1000000",
            "--overrides",
            folder.resolve("prices.csv").toString(),
            "--json")
        .json()
        .path("cost_usd")
        .asText();
  }

  @Test
  void import_twoListsOneAfterTheOther_yieldsDatedHistory() throws IOException {
    assertThat(run(list("1e-06"), "2026-08-21").status()).isZero();
    CommandRun second = run(list("2e-06"), "2026-11-10");

    assertThat(second.status()).isZero();
    assertThat(second.out()).contains("changed: 1", "input 2 instead of 1", "written to");
    assertThat(lookup("2026-09-15")).isEqualTo("1");
    assertThat(lookup("2026-11-10")).isEqualTo("2");
  }

  @Test
  void import_dryRun_writesNothing() throws IOException {
    CommandRun run = run(list("1e-06"), "2026-08-21", "--dry-run", "--json");

    assertThat(run.json().path("added")).hasSize(1);
    assertThat(run.json().path("written").asBoolean()).isFalse();
    assertThat(folder.resolve("prices.csv")).doesNotExist();
  }

  @Test
  void import_jump_endsWithStatus1() throws IOException {
    run(list("1e-06"), "2026-08-21");

    CommandRun run = run(list("1e-05"), "2026-11-10");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("LOOK");
  }

  @Test
  void import_intoAFolder_writesOneFileForEachProvider() throws IOException {
    Path prices = Files.createDirectory(folder.resolve("prices"));

    CommandRun.of(
        "prices",
        "import",
        list("1e-06").toString(),
        "--as-of",
        "2026-08-21",
        "--into",
        prices.toString());

    assertThat(prices.resolve("acme.csv")).content().contains("acme/m,acme,m");
  }

  @Test
  void import_wrongArguments_areRefused() throws IOException {
    assertThat(run(list("1e-06"), "2026-08-21", "--from", "elsewhere").err())
        .contains("'elsewhere' is neither litellm nor genai-prices");
    assertThat(run(folder.resolve("no.json"), "2026-08-21").err()).contains("no such file");
    assertThat(run(Files.writeString(folder.resolve("bad.json"), "["), "2026-08-21").err())
        .contains("is not JSON");
  }

  @Test
  void coverage_list_saysWhichModelsHaveAPrice() throws IOException {
    Path list = list("1e-06");

    CommandRun before = CommandRun.of("prices", "coverage", list.toString(), "--json");
    assertThat(before.status()).isEqualTo(1);
    assertThat(before.json().path("priced_share").decimalValue()).isZero();
    assertThat(before.json().path("unpriced").path(0).path("reason").asText())
        .isEqualTo("unknown_model");

    run(list, "2026-08-21");
    CommandRun after =
        CommandRun.of(
            "prices",
            "coverage",
            list.toString(),
            "--overrides",
            folder.resolve("prices.csv").toString(),
            "--json");
    assertThat(after.status()).isZero();
    assertThat(after.json().path("providers").path("acme").path("priced").asInt()).isEqualTo(1);
    assertThat(after.json().path("models").asInt()).isEqualTo(1);
  }

  @Test
  void coverage_neitherListNorTable_isRefused() {
    assertThat(CommandRun.of("prices", "coverage").err())
        .contains("exactly one of a price list and --table is required");
  }

  @Test
  void push_invalidFile_putsNothingAnywhere() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("bad.csv"), "id,provider,model,input,source\na,p,m,x,us\n");

    CommandRun run = CommandRun.of("prices", "push", file.toString(), "--bucket", "b");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("bad.csv:2: row a, column input: 'x' is not a number");
  }
}
