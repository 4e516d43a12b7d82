// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.spend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.cli.CommandRun;
import io.github.tracequeue.cli.StoredCalls;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code spend} and {@code agents} on a table that the watch function has never seen. */
final class SpendCommandsTest {
  private final StoredCalls calls = new StoredCalls();

  @BeforeEach
  void fill() {
    Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.HOURS);
    calls.call("cto", time, "Asked for a review.");
    calls.call("sre", time, "Rolled back release 412.");
    calls.call("sre", time.plusSeconds(5), "Went home.");
  }

  @Test
  void spend_byAgent_hasTheMostExpensiveFirst() {
    CommandRun run = calls.run("spend", "--last", "24h");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("(?s)sre +\\$0.004 +67 %.*cto +\\$0.002 +33 %.*total +\\$0.006 +100 %")
        .contains("The watch function has never run on this table.");
  }

  @Test
  void spend_otherFormats_haveAllDigits() {
    CommandRun json = calls.run("spend", "--by=model", "--json");
    List<String> csv = calls.run("spend", "--by=provider", "--format=csv").out().lines().toList();

    assertThat(json.json().at("/total/spend_usd").decimalValue()).isEqualByComparingTo("0.006");
    assertThat(csv.get(0)).startsWith("name,spend_usd,count");
    assertThat(csv.get(1)).startsWith("anthropic,0.006,3");
  }

  @Test
  void spend_unknownGroup_isNamedWithStatus2() {
    CommandRun run = calls.run("spend", "--by=colour");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--by must be one of agent, model, provider");
  }

  @Test
  void agents_table_showsTheLastDecisions() {
    CommandRun run = calls.run("agents");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Asked for a review.", "Went home.", "active", "3 calls for $0.006")
        .doesNotContain("Rolled back");
    assertThat(calls.run("agents", "--format=ndjson").out().lines()).hasSize(2);
  }
}
