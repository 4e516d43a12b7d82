// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.spend;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.cli.query.Cells;
import java.util.ArrayList;
import java.util.List;

/** What an answer covers, in words. */
final class CoveredTime {
  private CoveredTime() {}

  /** {@code 2026-10-31 00:00 to 2026-11-30 19:00 UTC}. */
  static String range(JsonNode answer) {
    return Cells.minute(answer.at("/covers/from"))
        + " to "
        + Cells.minute(answer.at("/covers/until"))
        + " UTC";
  }

  /** How far the answer is complete. */
  static List<String> lines(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    if (answer.has("as_of")) {
      lines.add("  As of " + Cells.second(answer.path("as_of")) + " UTC.");
    }
    if (answer.path("source").asText().equals("calls")) {
      lines.add(
          "  The watch function has never run on this table. These are the sums of the calls that"
              + " were read.");
    }
    if (!answer.at("/covers/complete").asBoolean(true)) {
      String problem = Printable.cell(answer.path("problem").asText(""));
      lines.add("  Incomplete: " + (problem.isEmpty() ? "some calls are not counted." : problem));
    }
    return lines;
  }
}
