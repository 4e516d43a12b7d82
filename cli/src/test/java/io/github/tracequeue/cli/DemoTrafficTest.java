// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DemoTrafficTest {
  private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");

  @Test
  void workload_sameSeed_isTheSame() {
    assertThat(calls(7)).isEqualTo(calls(7)).isNotEqualTo(calls(8));
  }

  @Test
  void workload_manyCalls_reachesEachAgentAndHasSomeErrors() {
    List<ModelCall> calls = calls(7);

    assertThat(calls).hasSize(2_000);
    assertThat(calls).extracting(ModelCall::agent).contains("cto", "sre", "intern");
    assertThat(calls.stream().filter(call -> call.errorType() != null).count())
        .isBetween(10L, 100L);
    assertThat(calls).allSatisfy(call -> assertThat(call.outputTokens()).isPositive());
  }

  @Test
  void workload_timestamps_areThoseGivenForEachIndex() {
    List<ModelCall> calls = traffic(7).workload(3, i -> NOW.plusSeconds(i)).calls().toList();

    assertThat(calls)
        .extracting(ModelCall::timestamp)
        .containsExactly(NOW, NOW.plusSeconds(1), NOW.plusSeconds(2));
  }

  private static List<ModelCall> calls(int seed) {
    return traffic(seed).workload(2_000, i -> NOW).calls().toList();
  }

  private static DemoTraffic traffic(int seed) {
    return new DemoTraffic(
        List.of(DemoAgent.of("cto"), DemoAgent.of("sre"), DemoAgent.of("intern")),
        new Random(seed));
  }
}
