// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MetricAgentsTest {
  private static final Map<String, String> NO_OTHERS = Map.of();

  @Test
  void environment_agentsWithAlarms_areListed() {
    MetricAgents agents =
        MetricAgents.of(
            List.of(costing("cto"), new AgentSettings("bare", null, null, null, null, null, false)),
            NO_OTHERS);

    assertThat(agents.environment())
        .containsEntry("TRACEQUEUE_METRICS_AGENTS", "cto")
        .containsEntry("TRACEQUEUE_METRICS_MAX_AGENTS", "100");
  }

  /** The consumer takes those of the one list and of the other. */
  @Test
  void environment_agentWithWatchedPrompt_isNotListedTwice() {
    AgentSettings watched = new AgentSettings("cto", null, null, null, null, null, true);

    assertThat(MetricAgents.of(List.of(watched), NO_OTHERS).environment())
        .doesNotContainKey("TRACEQUEUE_METRICS_AGENTS");
  }

  @Test
  void environment_namesThatDoNotFit_haveNoLimitInstead() {
    MetricAgents agents = MetricAgents.of(many(60), NO_OTHERS);

    assertThat(agents.areListed()).isFalse();
    assertThat(agents.environment())
        .containsOnly(Map.entry("TRACEQUEUE_METRICS_MAX_AGENTS", "10000"));
  }

  @Test
  void areListed_besideLongVariables_isFalse() {
    List<AgentSettings> agents = many(30);

    assertThat(MetricAgents.of(agents, NO_OTHERS).areListed()).isTrue();
    assertThat(MetricAgents.of(agents, Map.of("OTHER", "x".repeat(2000))).areListed()).isFalse();
  }

  private static List<AgentSettings> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> costing(String.format(Locale.ROOT, "agent-%058d", i)))
        .toList();
  }

  private static AgentSettings costing(String slug) {
    return new AgentSettings(slug, null, null, BigDecimal.ONE, null, null, false);
  }
}
