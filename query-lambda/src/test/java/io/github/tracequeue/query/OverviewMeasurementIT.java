// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.store.rollup.SyntheticRollups;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the overview reads, and when a browser has drawn it. */
@EnabledIfSystemProperty(named = "long.tests", matches = "true", disabledReason = "takes long")
final class OverviewMeasurementIT {

  private static final double MOST_UNITS = 60;
  private static final long MOST_MILLIS = 1_000;
  private static final int OPENINGS = 5;

  private static final List<String> MODELS =
      List.of(
          "claude-haiku-4-5",
          "claude-sonnet-4-5",
          "claude-opus-4-5",
          "gpt-5",
          "gpt-5-mini",
          "gemini-2.5-pro");

  private static Browser browser;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final Random random = new Random(7);

  @BeforeAll
  static void open() {
    browser = Browser.start().with(1_280, 800, false);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  /** The calls of a public recording, moved in time so that the last one is now. */
  @Test
  void overview_anHourOfRealTraffic_isCheapAndFast() throws IOException {
    Path recording =
        Stream.of("../../shared/data", "../../../shared/data")
            .map(folder -> Path.of(folder, "AzureLLMInferenceTrace_conv.csv"))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElse(null);
    assumeThat(recording).as("recorded traffic beside the repository").isNotNull();
    List<Row> rows;
    try (Stream<String> lines = Files.lines(requireNonNull(recording))) {
      rows = lines.skip(1).map(Row::of).toList();
    }
    Duration shift = Duration.between(rows.get(rows.size() - 1).time, now);
    TestTable table = TestTable.empty();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      table.put(
          call(i % 5, MODELS.get(i % 4))
              .tokens(row.input, row.output)
              .latency(250 + 14 * row.output)
              .at(row.time.plus(shift)));
    }
    table.watch(now);

    Overview month = measure(table, "a recorded hour of " + rows.size() + " calls", "since=30d");
    assertThat(month.units).isLessThanOrEqualTo(MOST_UNITS);
    assertThat(month.millis).isLessThan(MOST_MILLIS);
  }

  /** Each agent uses two of six models. */
  @ParameterizedTest
  @ValueSource(ints = {4, 12})
  void overview_aYearOfTenMillionCalls_isCheapAndFast(int agents) {
    int count = 10_000_000;
    long year = Duration.ofDays(365).toMillis();
    TestTable table = TestTable.empty();
    SyntheticRollups.write(
        DynamoDbLocal.client(),
        table.name,
        LongStream.range(0, count)
            .mapToObj(i -> call(i, agents).at(now.minusMillis(i * year / count))),
        now);
    AgentRecords records = AgentRecords.create(DynamoDbLocal.client(), table.name, () -> now);
    LongStream.range(0, agents).forEach(i -> records.noteCall(call(i, agents).at(now)));

    String what = "a year of 10 million calls of " + agents + " agents";
    Overview month = measure(table, what, "since=30d");
    measure(table, what, "since=24h");
    measure(table, what, "since=400d");
    // What is read grows with agents, models and days.
    assertThat(month.units).isLessThanOrEqualTo(MOST_UNITS * agents / 4);
    assertThat(month.millis).isLessThan(MOST_MILLIS * agents / 4);
  }

  /**
   * One view.
   *
   * @param units the read units of one opening
   * @param millis from the request until the charts were drawn, in the fastest of some openings
   */
  private record Overview(double units, long millis) {}

  private static Overview measure(TestTable table, String what, String range) {
    CountedReads reads = new CountedReads(DynamoDbLocal.client());
    QueryApi api = QueryApi.create(reads, table.name, table.shards(), AlarmSource.NONE);
    double units = 0;
    long fastest = Long.MAX_VALUE;
    try (PageServer viewer = PageServer.start(api)) {
      for (int i = 0; i < OPENINGS; i++) {
        double before = reads.cost().capacityUnits();
        browser.open(viewer.url() + "#/?" + range);
        long drawn = browser.millisSinceRequest();
        units = reads.cost().capacityUnits() - before;
        fastest = Math.min(fastest, drawn);
        System.out.printf(
            Locale.ROOT, "%s, %s: %.1f read units, drawn after %d ms%n", what, range, units, drawn);
      }
      assertThat(browser.text()).contains("Covers all calls");
      browser.leave();
    }
    return new Overview(units, fastest);
  }

  private Calls call(long index, int agents) {
    int agent = (int) (index % agents);
    int second = (int) (index / agents % 2);
    return call(agent, MODELS.get((agent + 3 * second) % MODELS.size()));
  }

  private Calls call(int agent, String model) {
    return new Calls()
        .agent("agent-" + agent)
        .model(model)
        .prompt(String.format(Locale.ROOT, "%016x", agent))
        .latency((long) (1_500 * Math.exp(0.7 * random.nextGaussian())))
        .cost("0.00" + (1_000 + random.nextInt(9_000)))
        .decision("Approve the upgrade: all checks pass.");
  }

  private record Row(Instant time, long input, long output) {

    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSSS]", Locale.ROOT);

    static Row of(String line) {
      String[] cells = line.strip().split(",", -1);
      return new Row(
          LocalDateTime.parse(cells[0], TIME).toInstant(ZoneOffset.UTC),
          Long.parseLong(cells[1]),
          Long.parseLong(cells[2]));
    }
  }
}
