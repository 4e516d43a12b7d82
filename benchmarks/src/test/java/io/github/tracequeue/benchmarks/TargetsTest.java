// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TargetsTest {

  private static final String CONDITION = ConsumerPart.batchOf(100, ConsumerPart.Table.MEMORY);

  @Test
  void judge_ratioWithinTheLimit_isMet() {
    assertThat(verdict(45, 100)).isEqualTo(Target.Verdict.MET);
  }

  @Test
  void judge_ratioAboveTheLimit_isMissed() {
    assertThat(verdict(46, 100)).isEqualTo(Target.Verdict.MISSED);
  }

  @Test
  void judge_nothingMeasured_saysSo() {
    assertThat(Targets.judge(new Figures(Map.of())))
        .isNotEmpty()
        .allMatch(target -> target.verdict() == Target.Verdict.NOT_MEASURED);
  }

  @Test
  void section_ofRows_hasMedianAndSpread() {
    assertThat(Tables.section(figures(30, 100), "consumer"))
        .contains("| 100 messages, table in memory | Tracequeue | 30 (29–31) |")
        .contains("| 0.30 times | met |");
  }

  private static Target.Verdict verdict(double ours, double baseline) {
    return Targets.judge(figures(ours, baseline)).stream()
        .filter(target -> target.text().contains(CONDITION))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  private static Figures figures(double ours, double baseline) {
    List<Row> rows =
        List.of(
            new Row(
                ConsumerPart.CONSUMER,
                CONDITION,
                "CPU a call",
                "µs",
                List.of(ours - 1, ours + 1, ours)),
            new Row(ConsumerPart.BASELINE, CONDITION, "CPU a call", "µs", List.of(baseline)));
    return new Figures(
        Map.of(
            Part.CONSUMER_CPU,
            new PartResult("consumer-cpu", "bin/bench", false, 1, Map.of(), rows)));
  }
}
