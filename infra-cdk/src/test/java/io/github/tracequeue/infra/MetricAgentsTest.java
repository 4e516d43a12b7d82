// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MetricAgentsTest {
  private static final Map<String, String> NO_OTHERS = Map.of();

  @Test
  void environment_agentsWithAlarms_areListed() {
    MetricAgents agents =
        MetricAgents.of(
            List.of(
                costing("cto"), new AgentSettings("bare", null, null, null, null, null, false)));

    assertThat(agents.environment(NO_OTHERS))
        .containsEntry("TRACEQUEUE_METRICS_AGENTS", "cto")
        .containsEntry("TRACEQUEUE_METRICS_MAX_AGENTS", "100");
  }

  /** The consumer takes those of the one list and of the other. */
  @Test
  void environment_agentWithWatchedPrompt_isNotListedTwice() {
    AgentSettings watched = new AgentSettings("cto", null, null, null, null, null, true);

    assertThat(MetricAgents.of(List.of(watched)).environment(NO_OTHERS))
        .doesNotContainKey("TRACEQUEUE_METRICS_AGENTS");
  }

  @Test
  void environment_namesThatDoNotFit_haveNoLimitInstead() {
    MetricAgents agents = MetricAgents.of(many(60));

    assertThat(agents.areListed(NO_OTHERS)).isFalse();
    assertThat(agents.environment(NO_OTHERS))
        .containsOnly(Map.entry("TRACEQUEUE_METRICS_MAX_AGENTS", "10000"));
  }

  @Test
  void areListed_besideLongVariables_isFalse() {
    MetricAgents agents = MetricAgents.of(many(30));

    assertThat(agents.areListed(NO_OTHERS)).isTrue();
    assertThat(agents.areListed(Map.of("OTHER", "x".repeat(2000)))).isFalse();
  }

  private static List<AgentSettings> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> costing("agent-%058d".formatted(i))).toList();
  }

  private static AgentSettings costing(String slug) {
    return new AgentSettings(slug, null, null, BigDecimal.ONE, null, null, false);
  }
}
