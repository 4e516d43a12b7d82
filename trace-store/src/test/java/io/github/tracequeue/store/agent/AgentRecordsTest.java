// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.agent.AgentRecord.LastCall;
import io.github.tracequeue.store.agent.AgentRecord.LastDecision;
import io.github.tracequeue.store.agent.AgentRecord.LastRun;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AgentRecordsTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final AgentRecords records =
      AgentRecords.create(
          DynamoDbLocal.client(),
          DynamoDbLocal.newTable(TableSchema::createTableRequest),
          () -> NOON);

  @Test
  void noteCall_anyOrder_keepsTheNewest() {
    records.noteCall(call("e-2", NOON, true, "Merged."));
    records.noteCall(call("e-1", NOON.minusSeconds(60), false, "Opened."));
    records.noteCall(call("e-2", NOON, true, "Merged."));

    AgentRecord record = record();
    assertThat(record.lastCall()).isEqualTo(new LastCall(NOON, "e-2", "m-1", true));
    assertThat(record.lastDecision()).isEqualTo(new LastDecision(NOON, "e-2", "Merged."));
    assertThat(record.lastActive()).isEqualTo(NOON);
  }

  @Test
  void noteCall_withoutDecision_keepsTheLastDecision() {
    records.noteCall(call("e-1", NOON.minusSeconds(60), false, "Opened."));
    records.noteCall(call("e-2", NOON, false, null));
    assertThat(record().lastDecision())
        .isEqualTo(new LastDecision(NOON.minusSeconds(60), "e-1", "Opened."));

    records.noteDecision(call("e-0", NOON.minusSeconds(90), false, "Began."));
    records.noteDecision(call("e-3", NOON.minusSeconds(30), false, "Closed."));
    assertThat(record().lastDecision())
        .isEqualTo(new LastDecision(NOON.minusSeconds(30), "e-3", "Closed."));
  }

  @Test
  void noteCall_fromAClockThatIsAhead_isNotTheLastOne() {
    records.noteCall(call("e-1", NOON, false, null));
    records.noteCall(call("e-2", NOON.plusSeconds(301), false, "Later."));
    records.noteDecision(call("e-2", NOON.plusSeconds(301), false, "Later."));

    assertThat(record().lastCall()).isEqualTo(new LastCall(NOON, "e-1", "m-1", false));
    assertThat(record().lastDecision()).isNull();
  }

  @Test
  void noteRun_agentThatHasRunsOnly_isKnown() {
    records.noteRun(run("r-1", Status.SUCCEEDED, NOON.minusSeconds(90)));
    records.noteRun(run("r-2", Status.RUNNING, NOON));
    records.noteRun(run("r-0", Status.FAILED, NOON.minusSeconds(900)));

    AgentRecord record = record();
    assertThat(record.lastCall()).isNull();
    assertThat(record.lastRun()).isEqualTo(new LastRun("r-2", Status.RUNNING, NOON));
    // A run that only started does not show that the agent is alive.
    assertThat(record.lastActive()).isEqualTo(NOON.minusSeconds(90));
  }

  @Test
  void lastActive_agentThatHangsInItsFirstRun_isNull() {
    records.noteRun(run("r-1", Status.RUNNING, NOON));

    assertThat(record().lastActive()).isNull();
  }

  @Test
  void all_severalAgents_comeBySlug() {
    records.noteRun(run("r-1", Status.SUCCEEDED, NOON));
    records.noteCall(call("e-1", NOON, false, null));

    assertThat(records.all()).extracting(AgentRecord::agentSlug).containsExactly("cto");
    assertThat(records.get("sre")).isEmpty();
  }

  private AgentRecord record() {
    return records.get("cto").orElseThrow();
  }

  private static StoredTrace call(
      String id, Instant time, boolean failed, @Nullable String decision) {
    return new StoredTrace(
        id,
        time,
        "cto",
        new Call(null, "m-1", null, 1_200, null, failed, null, null, null, false, null),
        new Tokens(100, 20, 0, 0, 0, 0, true),
        CallCost.unpriced("unknown_model"),
        new TraceLinks(null, null, null, null, null),
        new Content(null, null, decision, false, Map.of()),
        1);
  }

  private static StoredRun run(String id, Status status, Instant time) {
    return new StoredRun(
        id,
        "cto",
        new StoredRun.Event(status, time, "e"),
        null,
        null,
        null,
        null,
        null,
        Set.of("e"));
  }
}
