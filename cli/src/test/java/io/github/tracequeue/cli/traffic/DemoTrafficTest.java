// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DemoTrafficTest {
  private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");

  @Test
  void spread_sameSeed_isTheSame() {
    assertThat(spread(7, 500)).isEqualTo(spread(7, 500)).isNotEqualTo(spread(8, 500));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 200, 2_000})
  void spread_anySize_hasExactlyThatManyCalls(int size) {
    assertThat(calls(spread(7, size))).hasSize(size);
  }

  @Test
  void spread_manyCalls_reachesEachAgentAndHasSomeErrors() {
    List<CallReport> calls = calls(spread(7, 2_000));

    assertThat(calls).extracting(CallReport::agent).contains("cto", "sre", "security", "intern");
    assertThat(calls.stream().filter(call -> call.errorType() != null).count())
        .isBetween(10L, 100L);
    assertThat(calls).allSatisfy(call -> assertThat(call.outputTokens()).isPositive());
    assertThat(calls)
        .allSatisfy(
            call -> assertThat(call.timestamp()).isBetween(NOW.minus(Duration.ofDays(8)), NOW));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void reports_everyRun_beginsOnceEndsOnceAndHoldsItsCalls(boolean recorded) {
    List<AgentReport> reports = recorded ? recorded(2_000) : spread(7, 2_000);
    Map<String, List<RunReport>> runs =
        runs(reports).stream().collect(Collectors.groupingBy(RunReport::runId));

    assertThat(runs.values())
        .allSatisfy(
            records -> {
              assertThat(records).hasSize(2);
              assertThat(records.get(0).status()).isEqualTo(RunStatus.RUNNING);
              assertThat(records.get(1).status()).isNotEqualTo(RunStatus.RUNNING);
              assertThat(records.get(1).timestamp()).isAfter(records.get(0).timestamp());
            });
    assertThat(calls(reports))
        .hasSize(2_000)
        .allSatisfy(
            call -> {
              RunReport end = requireNonNull(runs.get(call.runId())).get(1);
              assertThat(call.span().parentSpanId()).isEqualTo(end.span().spanId());
              assertThat(call.span().traceId()).isEqualTo(end.span().traceId());
              assertThat(call.timestamp()).isAfterOrEqualTo(end.startedAt());
              assertThat(call.end()).isBeforeOrEqualTo(end.timestamp());
            });
    assertThat(runs.values()).anyMatch(run -> run.get(1).status() == RunStatus.FAILED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void reports_delegatedRuns_areWithinTheTraceAndTheTimeOfTheirStarter(boolean recorded) {
    List<RunReport> ends =
        runs(recorded ? recorded(2_000) : spread(7, 2_000)).stream()
            .filter(run -> run.endedAt() != null)
            .toList();
    Map<String, RunReport> byId =
        ends.stream().collect(Collectors.toMap(RunReport::runId, Function.identity()));
    List<RunReport> delegated = ends.stream().filter(run -> run.parentRunId() != null).toList();

    assertThat(delegated).hasSizeGreaterThan(20);
    assertThat(delegated)
        .allSatisfy(
            run -> {
              RunReport starter = requireNonNull(byId.get(run.parentRunId()));
              assertThat(starter.agent()).isEqualTo("cto");
              assertThat(run.span().traceId()).isEqualTo(starter.span().traceId());
              assertThat(run.span().parentSpanId()).isEqualTo(starter.span().spanId());
              assertThat(run.startedAt()).isAfterOrEqualTo(starter.startedAt());
            });
  }

  @Test
  void reports_promptOfTheSecurityAgent_changesOnceAndTakesLonger() {
    List<CallReport> security =
        calls(spread(7, 3_000)).stream().filter(call -> call.agent().equals("security")).toList();
    List<String> prompts = security.stream().map(CallReport::prompt).distinct().toList();

    assertThat(prompts).isEqualTo(DemoAgent.of("security").prompts());
    assertThat(averageLatency(security, prompts.get(1)))
        .isGreaterThan(1.3 * averageLatency(security, prompts.get(0)));
  }

  @Test
  void reports_otherIds_areOtherTraces() {
    Set<String> first = new HashSet<>();
    calls(spread(traffic(7, 1, 300))).forEach(call -> first.add(call.span().traceId()));

    assertThat(calls(spread(traffic(7, 2, 300))))
        .allSatisfy(call -> assertThat(first).doesNotContain(call.span().traceId()));
  }

  @Test
  void live_calls_happenWhenTheyAreRead() {
    Traffic traffic = traffic(7, 7, 3).live(() -> NOW);

    assertThat(calls(traffic.reports().toList()))
        .hasSize(3)
        .allSatisfy(call -> assertThat(call.timestamp()).isEqualTo(NOW));
  }

  private static double averageLatency(List<CallReport> calls, String prompt) {
    return calls.stream()
        .filter(call -> call.prompt().equals(prompt))
        .mapToLong(CallReport::latencyMillis)
        .average()
        .orElseThrow();
  }

  private static List<CallReport> calls(List<AgentReport> reports) {
    return of(reports, CallReport.class);
  }

  private static List<RunReport> runs(List<AgentReport> reports) {
    return of(reports, RunReport.class);
  }

  private static <T> List<T> of(List<AgentReport> reports, Class<T> type) {
    return reports.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<AgentReport> spread(int seed, int size) {
    return spread(traffic(seed, seed, size));
  }

  private static List<AgentReport> spread(DemoTraffic traffic) {
    return traffic.spread(Duration.ofDays(7), NOW).reports().toList();
  }

  /** Calls at given times, five a second, as those of a recording. */
  private static List<AgentReport> recorded(int size) {
    DemoTraffic traffic = traffic(7, 7, size);
    return Stream.concat(
            IntStream.range(0, size)
                .boxed()
                .flatMap(i -> traffic.call(NOW.plusMillis(200L * i), 1_000, 200).stream()),
            traffic.atLast())
        .toList();
  }

  private static DemoTraffic traffic(int seed, int ids, int size) {
    List<DemoAgent> agents =
        Stream.of("cto", "sre", "security", "intern").map(DemoAgent::of).toList();
    return new DemoTraffic(agents, new Random(seed), new Random(ids), size);
  }
}
