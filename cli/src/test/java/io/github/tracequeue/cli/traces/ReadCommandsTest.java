// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracequeue.cli.Tracequeue;
import io.github.tracequeue.cli.output.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code view} and {@code traces} refuse before they read, and how a list of calls looks. */
final class ReadCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "view | --table=t --port=70000 --region=eu-west-1 | --port: 70000 is not from 0 to 65535",
        "view | --table=t --shards=0 --region=eu-west-1 | --shards: shards must be 1 to 1000",
        "traces | --table=t --agent=CTO --region=eu-west-1 | agent must be an agent's slug",
        "traces | --table=t --since=5 --region=eu-west-1 | since must be an age",
        "traces | --table=t --limit=0 --region=eu-west-1 | limit must be a whole number from 1",
        "traces | --table=t --limit=1001 --region=eu-west-1 | limit must be a whole number from 1",
        "traces | --table=t --tag=x --region=eu-west-1 | tag must be name:value",
        "traces | --table=t --format=xml | xml",
        "traces | --table=t --colour=red | --colour",
        "traces | --table=t --region=r --endpoint-url=nowhere | --endpoint-url: 'nowhere' is not",
        "smoke | --queue-url=http://q/1/e --table=t --shards=0 | --shards: shards must be 1 to 1000",
        "prices reprice | --table=t --shards=0 --dry-run | --shards: shards must be 1 to 1000",
      })
  void execute_badOption_saysWhichAndEndsWithStatus2(
      String command, String options, String message) {
    assertThat(execute((command + ' ' + options).split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).contains(message).doesNotContain("Exception");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void execute_help_namesEveryOption() {
    assertThat(execute("view", "--help")).isZero();
    assertThat(execute("traces", "--help")).isZero();

    assertThat(out.toString())
        .contains("--table", "--region", "--profile", "--endpoint-url", "--port", "--shards")
        .contains("127.0.0.1")
        .contains("--agent", "--model", "--status", "--since", "--min-cost", "--format");
  }

  @Test
  void lines_textThatSteersATerminal_isHarmless() throws IOException {
    List<String> lines =
        CallTable.lines(
            new ObjectMapper()
                .readTree(
                    """
                    {"traces": [{"timestamp": "2026-11-23T12:00:00.000Z", "agent_slug": "cto",
                      "model": "m\\u001b[31m", "status": "ok", "latency_ms": 1200,
                      "input_tokens": 1000, "output_tokens": 20,
                      "decision_summary": "a\\u001b]0;title\\u0007\\nb\\u202ec\\u009b2J"}],
                     "next_cursor": "x",
                     "stats": {"count": 10, "stored": 1, "sampled": true, "errors": 0,
                      "unpriced": 10, "spend_usd": 0,
                      "latency_ms": {"p50": 1200, "p95": 1200, "p99": 1200}}}
                    """),
            Terminal.NONE);

    assertThat(lines.get(0)).contains("time", "agent", "USD", "decision");
    assertThat(lines.get(1)).contains("1.2 s", "unpriced", "a ]0;title b c 2J");
    assertThat(lines).noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    assertThat(lines.get(3)).contains("10 calls (of 1 stored, sampled)", "10 unpriced");
    assertThat(lines.get(4)).contains("--limit");
  }

  /** To raise the limit would not help: as many items as may be were looked at. */
  @Test
  void lines_endedEarly_saysHowToGoOn() throws IOException {
    List<String> lines =
        CallTable.lines(
            new ObjectMapper()
                .readTree(
                    """
                    {"traces": [], "next_cursor": "x", "ended_early": true,
                     "stats": {"count": 0}, "read": {"examined": 20000}}
                    """),
            Terminal.NONE);

    assertThat(lines.get(lines.size() - 1))
        .startsWith("  The list is incomplete: only 20,000 items were searched")
        .contains("--since", "--format csv")
        .doesNotContain("--limit");
  }

  private int execute(String... arguments) {
    CommandLine command = Tracequeue.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
