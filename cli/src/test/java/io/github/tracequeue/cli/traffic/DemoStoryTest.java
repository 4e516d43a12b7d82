// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the default demo sends. {@code LocalCommandIT} shows what the watch function says of it. */
final class DemoStoryTest {
  private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {DemoStory.LEAST_CALLS, 300, 2_000})
  void tell_anySize_hasExactlyThatManyCalls(int size) {
    Traffic traffic = story(7, size).tell(Duration.ofDays(7));

    assertThat(traffic.size()).isEqualTo(size);
    assertThat(calls(traffic.reports().toList())).hasSize(size);
  }

  @Test
  void tell_calls_areOfTheLastWeek() {
    assertThat(calls(reports()))
        .allSatisfy(
            call -> {
              assertThat(call.timestamp()).isBetween(NOW.minus(Duration.ofDays(8)), NOW);
              assertThat(call.end()).isBefore(NOW);
            });
  }

  @Test
  void tell_runs_allEndExceptTheOneThatHangs() {
    List<RunReport> runs =
        reports().stream().filter(RunReport.class::isInstance).map(RunReport.class::cast).toList();
    Set<String> open = new HashSet<>();
    runs.forEach(
        run -> {
          if (run.status() == RunStatus.RUNNING) {
            open.add(run.runId());
          } else {
            assertThat(open.remove(run.runId())).isTrue();
          }
        });

    assertThat(open).singleElement().asString().startsWith("2026-11-23T16:00:00");
    assertThat(calls(reports())).noneMatch(call -> open.contains(call.runId()));
  }

  @Test
  void tell_securityAgent_changesItsPromptOnceAndIsSlowerSince() {
    List<CallReport> security =
        calls(reports()).stream().filter(call -> call.agent().equals("security")).toList();
    List<String> prompts = security.stream().map(CallReport::prompt).distinct().toList();

    assertThat(prompts).isEqualTo(DemoAgent.of("security").prompts());
    assertThat(median(security, prompts.get(1)))
        .isGreaterThan(3 * median(security, prompts.get(0)));
  }

  @Test
  void tell_scenes_nameEachAgentAndACommand() {
    assertThat(story(7, 300).tell(Duration.ofDays(7)).scenes())
        .extracting(Traffic.Scene::agent)
        .containsExactly("release", "security", "cto", "cto", "cost");
    assertThat(story(7, 300).tell(Duration.ofDays(7)).scenes())
        .allSatisfy(scene -> assertThat(scene.command()).matches("(run|trace|traces) .+"));
    assertThat(calls(reports()))
        .filteredOn(call -> call.model().equals(DemoStory.UNPRICED_MODEL))
        .hasSize(3);
  }

  private static long median(List<CallReport> calls, String prompt) {
    List<Long> latencies =
        calls.stream()
            .filter(call -> call.prompt().equals(prompt))
            .map(CallReport::latencyMillis)
            .sorted()
            .toList();
    return latencies.get(latencies.size() / 2);
  }

  private static List<AgentReport> reports() {
    return story(7, 300).tell(Duration.ofDays(7)).reports().toList();
  }

  private static List<CallReport> calls(List<AgentReport> reports) {
    return reports.stream()
        .filter(CallReport.class::isInstance)
        .map(CallReport.class::cast)
        .toList();
  }

  private static DemoStory story(int seed, int size) {
    return new DemoStory(new Random(seed), new Random(seed), size, NOW);
  }
}
