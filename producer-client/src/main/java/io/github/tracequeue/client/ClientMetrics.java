// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** A client's {@link ClientStats} as Micrometer's meters {@code tracequeue.client.*}. */
public final class ClientMetrics implements MeterBinder {
  private static final String PREFIX = "tracequeue.client.";

  private final TraceClient client;

  private ClientMetrics(TraceClient client) {
    this.client = client;
  }

  /** The meters of this client. */
  public static ClientMetrics of(TraceClient client) {
    return new ClientMetrics(client);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    count(registry, "recorded", ClientStats::recorded);
    count(registry, "delivered", ClientStats::delivered);
    count(registry, "degraded", ClientStats::degraded);
    count(registry, "requests", ClientStats::requests);
    count(registry, "messages", ClientStats::messages);
    count(registry, "retries", ClientStats::retries);
    gauge(registry, "queued", ClientStats::queued);
    gauge(registry, "in.flight", ClientStats::inFlight);
    gauge(registry, "pending.bytes", ClientStats::pendingBytes);
    gauge(registry, "failures.in.row", ClientStats::failuresInRow);
    for (DropReason reason : DropReason.values()) {
      FunctionCounter.builder(PREFIX + "dropped", client, c -> c.stats().dropped(reason))
          .tag("reason", reason.label())
          .register(registry);
    }
  }

  private void count(MeterRegistry registry, String name, ToDoubleFunction<ClientStats> value) {
    FunctionCounter.builder(PREFIX + name, client, c -> value.applyAsDouble(c.stats()))
        .register(registry);
  }

  private void gauge(MeterRegistry registry, String name, ToDoubleFunction<ClientStats> value) {
    Gauge.builder(PREFIX + name, client, c -> value.applyAsDouble(c.stats())).register(registry);
  }
}
