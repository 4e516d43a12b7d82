// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.infra.AgentSettings.ErrorRate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TrafficAlarmsTest {
  private static final ErrorRate RATE = new ErrorRate(BigDecimal.TEN, 20, Duration.ofMinutes(15));

  /** An agent that is listed for its schedule alone once had no alarm on cost or errors at all. */
  @Test
  void anyAgent_listedWithoutThatThreshold_isWatched() {
    List<AgentSettings> listed =
        List.of(
            agent("runs-only", null, null, null),
            agent("costs", null, BigDecimal.ONE, null),
            agent("budget", null, null, BigDecimal.ONE),
            agent("errors", RATE, null, null));

    assertThat(sql(AlarmKind.ANY_AGENT_COST, listed))
        .contains(" WHERE Agent != 'costs' AND Agent != 'budget' GROUP BY");
    assertThat(sql(AlarmKind.ANY_AGENT_ERRORS, listed)).contains(" WHERE Agent != 'errors' GROUP");
    assertThat(TrafficAlarms.notNarrowed(listed)).isEmpty();
  }

  @Test
  void anyAgent_moreNamesThanFit_holdsForAllAndSaysSo() {
    List<AgentSettings> listed =
        IntStream.range(0, 100)
            .mapToObj(i -> agent("agent-with-costs-" + i, null, BigDecimal.ONE, null))
            .toList();

    assertThat(sql(AlarmKind.ANY_AGENT_COST, listed)).doesNotContain("WHERE");
    assertThat(alarm(AlarmKind.ANY_AGENT_COST, listed).meaning())
        .isEqualTo("An agent has cost more than 10 USD in an hour.");
    assertThat(TrafficAlarms.notNarrowed(listed)).containsExactly(AlarmKind.ANY_AGENT_COST);
  }

  private static String sql(AlarmKind kind, List<AgentSettings> listed) {
    return ((Signal.Query) alarm(kind, listed).signal()).sql();
  }

  private static AlarmDefinition alarm(AlarmKind kind, List<AgentSettings> listed) {
    return TrafficAlarms.of(AlarmSettings.mailing("a@example.com"), listed).stream()
        .filter(alarm -> alarm.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static AgentSettings agent(
      String slug,
      @Nullable ErrorRate errorRate,
      @Nullable BigDecimal costPerHour,
      @Nullable BigDecimal budget) {
    return new AgentSettings(slug, null, errorRate, costPerHour, budget, null, false);
  }
}
