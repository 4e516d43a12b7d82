// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ClientMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void bindTo_anyRegistry_showsTheStatistics() {
    try (TraceClient client = LiveClient.of(new ScriptedSender()).client) {
      ClientMetrics.of(client).bindTo(registry);
      for (int i = 0; i < 5; i++) {
        client.record(Events.numbered(i));
      }
      client.record(TraceEvent.builder("Not A Slug", "m").build());
      client.flush(Duration.ofSeconds(30));

      assertThat(count("recorded")).isEqualTo(6);
      assertThat(count("delivered")).isEqualTo(5);
      assertThat(count("requests")).isEqualTo((double) client.stats().requests());
      assertThat(registry.get("tracequeue.client.queued").gauge().value()).isZero();
      assertThat(registry.get("tracequeue.client.in.flight").gauge().value()).isZero();
      assertThat(
              registry
                  .get("tracequeue.client.dropped")
                  .tag("reason", "invalid")
                  .functionCounter()
                  .count())
          .isEqualTo(1);
      assertThat(registry.find("tracequeue.client.dropped").functionCounters())
          .hasSize(DropReason.values().length);
    }
  }

  private double count(String name) {
    return registry.get("tracequeue.client." + name).functionCounter().count();
  }
}
