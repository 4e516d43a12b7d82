// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.CommandRun;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BillCommandTest {
  @TempDir private Path folder;

  @Test
  void bill_aHundredEventsADay_showsTheTotalBesideTheFreeTier() {
    CommandRun run = CommandRun.of("bill", "--events-per-day", "100", "--agents", "4");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith(
            "Estimate for a month: 100 events a day from 4 agents, 1 per message, list prices")
        .containsPattern("total +\\d+\\.\\d\\d +\\d+\\.\\d\\d\n");
  }

  @Test
  void bill_json_sumsUpAndNamesEachPricesSource() {
    JsonNode bill =
        CommandRun.of("bill", "--events-per-day", "100", "--agents", "4", "--json").json();

    BigDecimal total = BigDecimal.ZERO;
    for (JsonNode line : bill.path("lines")) {
      total = total.add(new BigDecimal(line.path("usd").asText()));
      assertThat(line.path("source").asText()).startsWith("https://");
      assertThat(line.path("as_of").asText()).isNotEmpty();
    }
    assertThat(new BigDecimal(bill.path("total_usd").asText())).isEqualByComparingTo(total);
  }

  /** An agent's metrics are charged by the hours with data; no alarm is its own. */
  @Test
  void bill_oneAgentMore_costsItsHoursWithData() {
    BigDecimal four = list("4");
    BigDecimal five = list("5");

    // 3,000 calls: of four agents in 720 hours each, of five in 600; in one of fifty, failed ones.
    int hours = 5 * (2 * 600 + 12) - 4 * (2 * 720 + 15);
    assertThat(five.subtract(four))
        .isCloseTo(
            new BigDecimal("0.30").multiply(BigDecimal.valueOf(hours)).divide(new BigDecimal(720)),
            within(new BigDecimal("0.000001")));
  }

  @Test
  void bill_template_countsWhatIsInIt() throws IOException {
    Path template =
        Files.writeString(
            folder.resolve("a.template.json"),
            """
            {"Resources": {
              "F": {"Type": "AWS::Lambda::Function", "Properties": {
                "Handler": "io.github.tracequeue.consumer.ConsumerHandler",
                "MemorySize": 512, "Environment": {"Variables": {"TRACEQUEUE_TTL_DAYS": "30"}}}},
              "W": {"Type": "AWS::Lambda::Function", "Properties": {
                "Handler": "io.github.tracequeue.watch.WatchHandler", "MemorySize": 512}}}}
            """);

    JsonNode bill =
        CommandRun.of(
                "bill",
                "--events-per-day",
                "1",
                "--agents",
                "0",
                "--template",
                template.toString(),
                "--json")
            .json();

    assertThat(bill.path("lines"))
        .filteredOn(line -> line.path("id").asText().equals("cloudwatch.alarm"))
        .singleElement()
        .satisfies(line -> assertThat(line.path("quantity").asInt()).isZero());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1 | 4 | 1 | --events-per-day: -1 is not from 0 to",
        "1 | -4 | 1 | --agents: -4 is not from 0 to",
        "1 | 4 | 0 | --events-per-message: 0 is not from 1 to 10000",
        "many | 4 | 1 | '--events-per-day'",
      })
  void bill_outOfRange_isNamedWithStatus2(
      String events, String agents, String perMessage, String message) {
    CommandRun run =
        CommandRun.of(
            "bill",
            "--events-per-day",
            events,
            "--agents",
            agents,
            "--events-per-message",
            perMessage);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void bill_templateWithoutAPipeline_isNamedWithStatus2() throws IOException {
    Path template = Files.writeString(folder.resolve("a.template.json"), "{}");

    CommandRun run =
        CommandRun.of(
            "bill", "--events-per-day", "1", "--agents", "1", "--template", template.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("no consumer in the templates");
  }

  private static BigDecimal list(String agents) {
    JsonNode bill =
        CommandRun.of("bill", "--events-per-day", "100", "--agents", agents, "--json").json();
    return new BigDecimal(bill.path("list_total_usd").asText());
  }
}
