// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.tracequeue.alarms.RehearsalReport.Extreme;
import io.github.tracequeue.alarms.RehearsalReport.Line;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The alarms of the example configuration over two hours of three agents. */
final class RehearsalTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant END = START.plus(Duration.ofHours(2));

  @Test
  void run_slowStretchOfOneAgent_firesItsLatencyAlarmOnly() {
    RehearsalReport report = report();

    assertThat(report.fired())
        .extracting(line -> line.alarm().title().name())
        .containsExactly("Tracequeue-prod-agent-sre-latency", "Tracequeue-prod-unpriced");
  }

  @Test
  void run_latencyAlarm_firesWhenTwoOfThreePeriodsAreSlow() {
    Line latency = line("Tracequeue-prod-agent-sre-latency");

    // Slow from minute 60 to 79: any 5 minutes with a slow call in the worst 5 % of 5 calls breach.
    assertThat(latency.firings()).hasSize(1);
    assertThat(latency.firings().get(0).at()).isEqualTo(START.plus(Duration.ofMinutes(66)));
    assertThat(latency.extreme()).extracting(Extreme::value).isEqualTo(40_000.0);
  }

  @Test
  void run_alarmOnAWarmUp_waitsForItsEnd() {
    Line late = line("Tracequeue-prod-agent-security-did-not-run");

    assertThat(late.changes())
        .singleElement()
        .satisfies(change -> assertThat(change.state()).isEqualTo(AlarmState.INSUFFICIENT_DATA));
  }

  @Test
  void run_whatCallsDoNotShow_isNotJudged() {
    assertThat(report().notJudged())
        .extracting(line -> line.alarm().title().name(), Line::note)
        .contains(
            tuple(
                "Tracequeue-prod-queue-age", "not recorded: AWS/SQS/ApproximateAgeOfOldestMessage"),
            tuple("Tracequeue-prod-quarantine", "not recorded: Tracequeue/EventsQuarantined"));
  }

  @Test
  void run_everyAlarm_isInOneOfTheThreeLists() {
    RehearsalReport report = report();

    assertThat(report.fired().size() + report.quiet().size() + report.notJudged().size())
        .isEqualTo(AlarmTemplate.example().size());
  }

  @Test
  void run_emptyTime_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rehearsal.run(List.of(), CallMetrics.of(Stream.empty()), START, START));
  }

  @Test
  void toText_saysWhatFiredWhenAndHowNearTheOthersWere() {
    assertThat(report().toText())
        .startsWith("42 alarms against what was recorded from 2026-11-23 10:00 to 2026-11-23 12:00")
        .contains("2 would have fired")
        .containsPattern(
            "agent-sre-latency\n +once, \\d+ min in all, first at 2026-11-23 11:06\n"
                + " +fires above 20000, in 2 of 3; the most was 40000 at")
        .contains("would have stayed quiet")
        .containsPattern("agent-cto-latency\n +fires above 30000, in 2 of 3; the most was 1500 at")
        .contains("could not be judged");
  }

  @Test
  void toSvg_isWellFormedWithABarForEachJudgedAlarm() throws Exception {
    RehearsalReport report = report();
    String svg = report.toSvg();

    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(report.fired())
        .allSatisfy(line -> assertThat(svg).contains(">" + line.alarm().title().name() + "<"));
    assertThat(report.quiet())
        .allSatisfy(line -> assertThat(svg).contains(">" + line.alarm().title().name() + "<"));
    assertThat(svg).contains("in alarm from 2026-11-23 11:06 to 2026-11-23 11:");
  }

  private static Line line(String name) {
    return report().lines().stream()
        .filter(line -> line.alarm().title().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static RehearsalReport report() {
    return Rehearsal.run(AlarmTemplate.example(), CallMetrics.of(calls()), START, END);
  }

  /** A call a minute of each agent; one agent is slow for 20 minutes, one call has no price. */
  private static Stream<RecordedCall> calls() {
    BigDecimal cent = new BigDecimal("0.01");
    return IntStream.range(0, 120)
        .boxed()
        .flatMap(
            minute -> {
              Instant time = START.plus(Duration.ofMinutes(minute));
              boolean slow = minute >= 60 && minute < 80;
              return Stream.of(
                  RecordedCall.of(time, "cto", 1500, cent),
                  RecordedCall.of(time, "sre", slow ? 40_000 : 2000, cent),
                  new RecordedCall(
                      time, "cost", 900, minute == 30 ? null : cent, false, BigDecimal.ONE));
            });
  }
}
