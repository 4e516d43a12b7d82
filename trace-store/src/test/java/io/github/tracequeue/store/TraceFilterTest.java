// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static io.github.tracequeue.store.Traces.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TraceFilterTest {

  private static final StoredTrace PLAIN = Traces.minimal("1", NOON);
  private static final StoredTrace FULL = Traces.full("2", NOON.minusSeconds(1));

  private final QueryFixture fixture = QueryFixture.withShards(1);

  @BeforeAll
  void store() {
    fixture.put(PLAIN);
    fixture.put(FULL);
  }

  static Stream<Arguments> filtersThatOnlyTheFullCallPasses() {
    return Stream.of(
        Arguments.of(filter("claude-sonnet-4-5", null, null, null, null, null, Map.of())),
        Arguments.of(filter(null, true, null, null, null, null, Map.of())),
        Arguments.of(filter(null, null, "2026-11-23T12:00:00.000Z#42", null, null, null, Map.of())),
        Arguments.of(filter(null, null, null, "0.0012345678901", null, null, Map.of())),
        Arguments.of(filter(null, null, null, null, 2345L, null, Map.of())),
        Arguments.of(filter(null, null, null, null, null, "8e0c1f95df58011e", Map.of())),
        Arguments.of(filter(null, null, null, null, null, null, Map.of("team", "x"))),
        Arguments.of(
            filter("claude-sonnet-4-5", true, null, "0.001", 1L, null, Map.of("team", "x"))));
  }

  @ParameterizedTest
  @MethodSource("filtersThatOnlyTheFullCallPasses")
  void traces_filtered_listsWhatMatches(TraceFilter filter) {
    assertThat(matching(filter)).containsExactly(FULL);
  }

  static Stream<Arguments> filtersThatNoCallPasses() {
    return Stream.of(
        Arguments.of(filter("claude", null, null, null, null, null, Map.of())),
        Arguments.of(filter(null, null, null, "0.0012345678902", null, null, Map.of())),
        Arguments.of(filter(null, null, null, null, 2346L, null, Map.of())),
        Arguments.of(filter(null, null, null, null, null, null, Map.of("team", "y"))),
        Arguments.of(filter(null, null, null, null, null, null, Map.of("a.b", "x"))),
        Arguments.of(filter("x OR PK = PK", null, null, null, null, null, Map.of())));
  }

  @ParameterizedTest
  @MethodSource("filtersThatNoCallPasses")
  void traces_filtered_leavesOutTheRest(TraceFilter filter) {
    assertThat(matching(filter)).isEmpty();
  }

  @Test
  void traces_noFilter_listsAll() {
    assertThat(matching(TraceFilter.NONE)).containsExactly(PLAIN, FULL);
    assertThat(matching(filter(null, false, null, null, null, null, Map.of())))
        .containsExactly(PLAIN);
  }

  @Test
  void traces_byProvider_listsItsCallsOrThoseWithoutOne() {
    assertThat(matching(ofProvider("anthropic"))).containsExactly(FULL);
    assertThat(matching(ofProvider(""))).containsExactly(PLAIN);
    assertThat(matching(ofProvider("openai"))).isEmpty();
  }

  private static TraceFilter ofProvider(String provider) {
    return new TraceFilter(null, provider, null, null, null, null, null, Map.of());
  }

  private List<StoredTrace> matching(TraceFilter filter) {
    return fixture
        .queries
        .traces(TraceQuery.ofAllAgents().matching(filter), PageRequest.first(10))
        .items();
  }

  private static TraceFilter filter(
      @Nullable String model,
      @Nullable Boolean failed,
      @Nullable String runId,
      @Nullable String minCost,
      @Nullable Long minLatency,
      @Nullable String promptHash,
      Map<String, String> tags) {
    return new TraceFilter(
        model,
        null,
        failed,
        runId,
        minCost == null ? null : new BigDecimal(minCost),
        minLatency,
        promptHash,
        tags);
  }
}
