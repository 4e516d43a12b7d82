// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.spend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracequeue.cli.output.Terminal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the answers about spend and agents look. */
final class SpendTableTest {
  private static final String HEAD =
      """
      "source": "rollups", "as_of": "2026-11-30T18:45:02.113Z",
      "covers": {"from": "2026-11-28T00:00:00Z", "until": "2026-11-30T19:00:00Z", "complete": true},
      """;

  private static final String SPEND =
      """
      {%s "by": "model", "step": "day",
       "total": {"count": 1201, "errors": 1, "unpriced": 3, "spend_usd": 4, "latency_ms": {"p95": 900}},
       "total_before": {"count": 7, "spend_usd": 2},
       "groups": [
         {"name": "opus", "count": 1200, "errors": 1, "unpriced": 0, "spend_usd": 3,
          "latency_ms": {"p95": 4100}, "before": {"count": 7, "spend_usd": 2}},
         {"name": "", "count": 1, "errors": 0, "unpriced": 3, "spend_usd": 1,
          "before": {"count": 0, "spend_usd": 0}}],
       "series": [
         {"start": "2026-11-28T00:00:00Z", "groups": {"opus": {"spend_usd": 1}}},
         {"start": "2026-11-29T00:00:00Z", "groups": {}},
         {"start": "2026-11-30T00:00:00Z",
          "groups": {"opus": {"spend_usd": 2}, "": {"spend_usd": 1}}}]}
      """
          .replace("%s", HEAD);

  @Test
  void spend_piped_isPlainText() throws JsonProcessingException {
    List<String> lines = SpendTable.lines(tree(SPEND), Terminal.NONE);

    assertThat(lines.get(0)).isEqualTo("Spend by model, 2026-11-28 00:00 to 2026-11-30 19:00 UTC");
    assertThat(cells(lines.get(3)))
        .containsExactly("opus", "$3.00", "75 %", "$2.00", "+50 %", "1,200", "1", "0", "4.1 s");
    assertThat(cells(lines.get(4)))
        .containsExactly("(none)", "$1.00", "25 %", "$0", "new", "1", "0", "3", "-");
    assertThat(cells(lines.get(5))).startsWith("total", "$4.00", "100 %", "$2.00", "+100 %");
    assertThat(lines).contains("  As of 2026-11-30 18:45:02 UTC.");
    assertThat(String.join("", lines).chars()).allMatch(c -> c < 128);
  }

  @Test
  void spend_inATerminal_hasBarsAndTheSpendOverTime() throws JsonProcessingException {
    List<String> lines = SpendTable.lines(tree(SPEND), new Terminal(200));

    assertThat(lines.get(2)).endsWith("per day");
    assertThat(lines.get(3)).contains("\u2588".repeat(20)).endsWith("\u2585 \u2588");
    assertThat(lines.get(4)).contains(" \u2588\u2588\u2588\u2588\u2588\u2588\u258B ");
    assertThat(lines.get(5)).endsWith("\u2583 \u2588");
  }

  @Test
  void spend_incompleteAnswer_saysWhy() throws JsonProcessingException {
    String json =
        SPEND
            .replace("\"complete\": true", "\"complete\": false")
            .replace("\"rollups\"", "\"calls\"")
            .replace("\"by\"", "\"problem\": \"Older calls were not read.\", \"by\"");

    assertThat(SpendTable.lines(tree(json), Terminal.NONE))
        .contains("  Incomplete: Older calls were not read.")
        .anyMatch(line -> line.startsWith("  The watch function has never run on this table."));
  }

  @Test
  void agents_answer_showsStatesAndWhatNeedsAttention() throws JsonProcessingException {
    List<String> lines = AgentsTable.lines(tree(AGENTS), new Terminal(250));
    String text = String.join("\n", lines);

    assertThat(lines.get(0)).isEqualTo("Agents, 2026-11-28 00:00 to 2026-11-30 19:00 UTC");
    assertThat(text)
        .containsPattern("cto +hung +2026-11-30 18:40 +\\$3.00 +\\+50 % +\\$1.00 +\\$3.00 +12")
        .contains("Asked for a review.")
        .containsPattern("cto +hung +Run x is running")
        .containsPattern("cto +spend-day breached +\\$3.71 of \\$2.00 a day")
        .containsPattern("cto +slower +p95 9.0 s since 2026-11-30 12:00 UTC, 3.0 s before")
        .containsPattern("cto +new prompt +since 2026-11-30 12:00 UTC")
        .containsPattern("all agents +drops warning +3 events")
        .contains("12 calls for $3.00; this month $3.00, the same part of last month $0");
  }

  private static final String AGENTS =
      """
      {%s
       "total": {"count": 12, "spend_usd": 3}, "this_month": {"spend_usd": 3},
       "last_month": {"spend_usd": 0},
       "limits": [{"kind": "drops", "level": "warning", "summary": "3 events were dropped"}],
       "agents": [{
         "agent_slug": "cto", "state": "hung", "state_reason": "Run x is running.",
         "last_seen_at": "2026-11-30T18:40:00Z",
         "last_decision": {"text": "Asked for a review."},
         "stats": {"count": 12, "errors": 0, "spend_usd": 3, "latency_ms": {"p95": 900}},
         "before": {"spend_usd": 2}, "today": {"spend_usd": 1}, "this_month": {"spend_usd": 3},
         "latency_trend":
           {"since": "2026-11-30T12:00:00Z", "recent_p95_ms": 9000, "earlier_p95_ms": 3000},
         "prompt_changed_at": "2026-11-30T12:00:00Z",
         "limits": [{"kind": "spend-day", "level": "breached", "summary": "$3.71 of $2.00 a day"}],
         "series": [{"start": "2026-11-30T12:00:00Z", "spend_usd": 3}]}]}
      """
          .replace("%s", HEAD);

  private static List<String> cells(String line) {
    return List.of(line.strip().split(" {2,}", -1));
  }

  private static JsonNode tree(String json) throws JsonProcessingException {
    return new ObjectMapper().readTree(json);
  }
}
