// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import io.github.tracequeue.client.ClientStats;
import io.github.tracequeue.client.TraceClient;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends the remaining calls when the application stops, while a warning is still logged: Spring
 * Boot closes its logging before it destroys the beans.
 */
final class FlushAtStop implements SmartLifecycle {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final TraceClient traces;
  private final Consumer<String> warnings;
  private volatile boolean isRunning;

  FlushAtStop(TraceClient traces) {
    this(traces, LogFactory.getLog(FlushAtStop.class)::warn);
  }

  FlushAtStop(TraceClient traces, Consumer<String> warnings) {
    this.traces = traces;
    this.warnings = warnings;
  }

  @Override
  public void start() {
    isRunning = true;
  }

  @Override
  public void stop() {
    isRunning = false;
    if (!traces.flush(TIMEOUT)) {
      traces.close(Duration.ZERO); // so that the application does not wait twice
      ClientStats stats = traces.stats();
      warnings.accept(
          "Traces are lost: the application stopped when only "
              + stats.delivered()
              + " of "
              + stats.recorded()
              + " events were delivered");
    }
  }

  @Override
  public boolean isRunning() {
    return isRunning;
  }

  /** After all that may call a model, and before Spring Boot's logging. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 1_000;
  }
}
