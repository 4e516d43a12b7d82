// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static io.github.tracequeue.store.Traces.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.testkit.DynamoDbLocal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

final class TraceLookupsTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String OTHER = "00000000000000000000000000000001";
  private static final String RUN = "2026-11-23T11:00:00.000Z#7";
  private static final TimeRange WINDOW = new TimeRange(NOON.minusSeconds(60), NOON.plusSeconds(1));

  @Test
  void trace_withIndex_isAllOfItInTime() {
    QueryFixture fixture = QueryFixture.withShards(4);
    StoredTrace second = fixture.call("sre", NOON.minusSeconds(7200), null, TRACE);
    StoredTrace first = fixture.call("cto", NOON.minusSeconds(9000), null, TRACE);
    fixture.call("cto", NOON, null, OTHER);
    StoredRun run = fixture.run("cto", RUN, TRACE, null);

    TraceLookup found = fixture.queries.trace(TRACE, WINDOW);

    assertThat(found.calls()).containsExactly(first, second);
    assertThat(found.runs()).extracting(StoredRun::runId).containsExactly(run.runId());
    assertThat(found.complete()).isTrue();
    assertThat(found.window()).isNull();
    assertThat(found.cost().capacityUnits()).isPositive();
  }

  @Test
  void trace_callsThatCameAgainAfterTheShardsGrew_isEachOnce() {
    QueryFixture one = QueryFixture.withShards(1);
    QueryFixture many = one.resharded(8);
    for (int i = 0; i < 5; i++) {
      many.put(one.call("cto", NOON.minusSeconds(i), null, TRACE));
    }

    TraceLookup found = many.queries.trace(TRACE, WINDOW);

    assertThat(found.calls()).hasSize(5).doesNotHaveDuplicates();
    assertThat(found.cost().examined()).isGreaterThan(5);
  }

  @Test
  void trace_tableWithoutIndex_looksInTheWindowAndSaysSo() {
    QueryFixture fixture = QueryFixture.over(tableWithoutTraceIndex());
    StoredTrace inside = fixture.call("sre", NOON, null, TRACE);
    fixture.call("sre", NOON.minusSeconds(120), null, TRACE);
    fixture.call("sre", NOON.minusSeconds(1), null, OTHER);

    TraceLookup found = fixture.queries.trace(TRACE, WINDOW);

    assertThat(found.calls()).containsExactly(inside);
    assertThat(found.window()).isEqualTo(WINDOW);
    assertThat(found.complete()).isTrue();
  }

  /** A year of five digits does not sort as text, and one of ten is no instant plus a day. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "9999-12-31T23:59:59Z#x",
        "+1000000000-12-31T23:59:59Z#x",
        "0000-01-01T00:00:00Z#x",
        "1000-01-01T00:00:00Z"
      })
  void run_idWithATimeThatNoCallHas_isNotThere(String runId) {
    QueryFixture fixture = QueryFixture.withShards(1);

    assertThat(fixture.queries.run(runId, null, null).isEmpty()).isTrue();
  }

  @Test
  void trace_missingTable_isNotTakenForAMissingIndex() {
    QueryFixture fixture = QueryFixture.over("no-such-table");

    assertThatThrownBy(() -> fixture.queries.trace(TRACE, WINDOW))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void run_withTrace_hasTheCallsOfAllAgentsAndItsChildren() {
    QueryFixture fixture = QueryFixture.withShards(4);
    fixture.run("cto", RUN, TRACE, null);
    fixture.run("sre", "2026-11-23T11:00:01.000Z#8", TRACE, RUN);
    StoredTrace own = fixture.call("cto", NOON.minusSeconds(3599), RUN, null);
    StoredTrace others = fixture.call("sre", NOON.minusSeconds(3598), RUN, TRACE);
    fixture.call("cto", NOON.minusSeconds(3597), "another", TRACE);
    fixture.call("cto", NOON.minusSeconds(7300), RUN, null);

    RunLookup found = fixture.queries.run(RUN, null, null);

    assertThat(found.run()).isNotNull();
    assertThat(found.calls()).containsExactly(own, others);
    assertThat(found.children())
        .extracting(StoredRun::runId)
        .containsExactly("2026-11-23T11:00:01.000Z#8");
    assertThat(found.window().from()).isEqualTo(NOON.minusSeconds(3660));
    assertThat(found.complete()).isTrue();
  }

  @Test
  void run_onlyCallsOfIt_areFoundByTheTimeInItsId() {
    QueryFixture fixture = QueryFixture.withShards(2);
    StoredTrace call = fixture.call("cto", NOON.minusSeconds(3500), RUN, null);

    RunLookup found = fixture.queries.run(RUN, null, null);

    assertThat(found.run()).isNull();
    assertThat(found.calls()).containsExactly(call);
    assertThat(found.isEmpty()).isFalse();
    assertThat(fixture.queries.run("2026-11-23T11:00:00.000Z#9", null, null).isEmpty()).isTrue();
  }

  @Test
  void run_idWithoutTime_looksBackADay() {
    QueryFixture fixture = QueryFixture.withShards(1);
    StoredTrace call = fixture.call("cto", NOON.minusSeconds(80_000), "nightly-7", null);

    assertThat(fixture.queries.run("nightly-7", null, null).calls()).containsExactly(call);
    assertThat(fixture.queries.run("nightly-7", null, WINDOW).calls()).isEmpty();
  }

  @Test
  void run_writtenBeforeTheShardsGrew_isFound() {
    QueryFixture one = QueryFixture.withShards(1);
    List<String> ids = List.of("a", "b", "c", "d", "e");
    ids.forEach(id -> one.run("cto", id, null, null));
    QueryFixture many = one.resharded(8);

    assertThat(ids).anySatisfy(id -> assertThat(new Shards(8).of(id)).isNotZero());
    assertThat(ids)
        .allSatisfy(id -> assertThat(many.queries.run(id, null, null).run()).isNotNull());
  }

  private static String tableWithoutTraceIndex() {
    String name = "t-" + UUID.randomUUID();
    CreateTableRequest schema = TableSchema.createTableRequest(name);
    DynamoDbLocal.client()
        .createTable(
            schema.toBuilder()
                .globalSecondaryIndexes(schema.globalSecondaryIndexes().get(0))
                .attributeDefinitions(
                    schema.attributeDefinitions().stream()
                        .filter(attribute -> !attribute.attributeName().startsWith("GSI2"))
                        .toList())
                .build());
    return name;
  }

  @Test
  void run_idOfTwoAgents_isTheRunAndTheCallsOfTheAgentThatIsAskedFor() {
    QueryFixture fixture = QueryFixture.withShards(4);
    fixture.run("cto", RUN, TRACE, null);
    fixture.run("sre", RUN, TRACE, null);
    StoredTrace ofCto = fixture.call("cto", NOON, RUN, TRACE);
    StoredTrace ofSre = fixture.call("sre", NOON, RUN, TRACE);

    RunLookup cto = fixture.queries.run(RUN, "cto", null);
    RunLookup sre = fixture.queries.run(RUN, "sre", null);

    assertThat(cto.run()).isNotNull().returns("cto", StoredRun::agentSlug);
    assertThat(cto.calls()).containsExactly(ofCto);
    assertThat(cto.otherAgents()).containsExactly("sre");
    assertThat(sre.calls()).containsExactly(ofSre);
    assertThat(fixture.queries.run(RUN, null, null).otherAgents()).hasSize(1);
    assertThat(fixture.queries.run(RUN, "cost", null).run()).isNull();
  }

  @Test
  void run_idThatAnotherOneGoesOnFrom_isNotTakenForIt() {
    QueryFixture fixture = QueryFixture.withShards(1);
    fixture.run("cto", "nightly#7", null, null);

    assertThat(fixture.queries.run("nightly", null, null).run()).isNull();
    assertThat(fixture.queries.run("nightly#7", null, null).run()).isNotNull();
  }
}
