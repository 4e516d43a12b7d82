// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.cli.CommandRun;
import io.github.tracequeue.cli.StoredCalls;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code runs}, {@code run} and {@code trace}, on runs of two agents in one trace. */
final class RunCommandsTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final Instant start =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.HOURS);
  private final String ctoRun = start + "#00000000000000aa";
  private final String sreRun = start.plusSeconds(2) + "#00000000000000bb";
  private final StoredCalls calls = new StoredCalls();

  @BeforeEach
  void fill() {
    calls.run("cto", ctoRun, start, start.plusSeconds(8), TRACE, null);
    calls.run("sre", sreRun, start.plusSeconds(2), start.plusSeconds(6), TRACE, ctoRun);
    calls.call("cto", start, links(ctoRun, "a1", "aa"), "Ask sre.");
    calls.call("sre", start.plusSeconds(2), links(sreRun, "b1", "bb"), "Nothing to do.");
    calls.call("sre", start.plusSeconds(4), links(sreRun, "b2", "bb"), "Went home.");
  }

  @Test
  void runs_table_listsRunsWithTheirResults() {
    CommandRun run = calls.run("runs");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("started (UTC)", ctoRun, sreRun, "Done by cto.", "8.0 s", "4.0 s")
        .containsPattern("sre +succeeded +4.0 s +2 +0 +\\$0.0040? ")
        .contains("2 runs: 2 succeeded, 0 failed, 0 running");
  }

  @Test
  void runs_otherFormats_holdTheSameRuns() {
    assertThat(calls.run("runs", "--json").json().path("runs")).hasSize(2);
    assertThat(calls.run("runs", "--format=csv").out().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("run_id,agent_slug,status");
    assertThat(calls.run("runs", "--format=ndjson", "--agent=sre").out().lines())
        .singleElement()
        .asString()
        .contains("\"agent_slug\":\"sre\"");
  }

  @Test
  void run_id_showsItsCallsAndTheRunsThatItStarted() {
    CommandRun run = calls.run("run", ctoRun);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Run " + ctoRun, "agent    cto", "status   succeeded", "took     8.0 s", TRACE)
        .contains("Ask sre.", "1 call, 0 errors", "Runs that it started:", sreRun)
        .doesNotContain("Went home.");
    assertThat(calls.run("run", ctoRun, "--json").json().path("calls")).hasSize(1);
  }

  @Test
  void run_unknownId_saysSoWithStatus1() {
    CommandRun run = calls.run("run", "nothing");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("tracequeue: Neither this run nor any of its calls is stored");
  }

  @Test
  void trace_id_isATree() {
    CommandRun run = calls.run("trace", TRACE);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines().map(line -> line.strip().split(" {2,}", 2)[0]))
        .containsSubsequence(
            "cto run",
            "\u251C\u2500 cto claude-haiku-4-5",
            "\u2514\u2500 sre run",
            "\u251C\u2500 sre claude-haiku-4-5",
            "\u2514\u2500 sre claude-haiku-4-5");
    assertThat(run.out()).contains("Trace " + TRACE, "2 agents, 3 calls", "+4.0 s", "Went home.");
    assertThat(calls.run("trace", TRACE, "--json").json().path("nodes")).hasSize(5);
  }

  @Test
  void trace_otherText_saysWhatAnIdIsWithStatus1() {
    CommandRun run = calls.run("trace", "x");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("32 lower-case hex digits");
  }

  private static TraceLinks links(String runId, String span, String parent) {
    return new TraceLinks(runId, TRACE, hex(span), hex(parent), null);
  }

  private static String hex(String digits) {
    return "0".repeat(16 - digits.length()) + digits;
  }
}
