// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.output;

import static io.github.tracequeue.cli.output.ReportTable.Column.elastic;
import static io.github.tracequeue.cli.output.ReportTable.Column.number;
import static io.github.tracequeue.cli.output.ReportTable.Column.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTableTest {

  @Test
  void lines_textAndNumbers_areAlignedLeftAndRight() {
    List<String> lines =
        new ReportTable(text("agent"), number("calls"), text("state"))
            .row("cto", "1,200", "ok")
            .row("security", "7", "hung")
            .lines();

    assertThat(lines)
        .containsExactly(
            "  agent     calls  state", "  cto       1,200  ok", "  security      7  hung");
  }

  @Test
  void lines_narrowTerminal_cutsTheElasticColumnAlone() {
    ReportTable table =
        new ReportTable(text("agent"), elastic("decision"))
            .row("a-very-long-agent", "Rolled back release 412; latency is back to normal.");

    assertThat(table.lines(new Terminal(40)))
        .containsExactly(
            "  agent              decision", "  a-very-long-agent  Rolled back releas\u2026");
    assertThat(table.lines(new Terminal(10)).get(1))
        .isEqualTo("  a-very-long-agent  Rolled back\u2026");
    assertThat(table.lines().get(1)).endsWith("back to normal.");
  }

  @Test
  void lines_wideAndCombiningCharacters_stayAligned() {
    List<String> lines =
        new ReportTable(text("agent"), number("calls"))
            .row("\u65e5\u672c", "1")
            .row("e\u0301", "2")
            .row("\uD83D\uDE80", "3")
            .lines();

    assertThat(lines.stream().map(TextWidth::of)).containsOnly(14);
  }

  @Test
  void row_otherNumberOfCells_isAnError() {
    ReportTable table = new ReportTable(text("agent"));

    assertThatThrownBy(() -> table.row("a", "b")).hasMessage("1 cells expected, not 2");
  }
}
