// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The client without a queue: it refuses and counts every event. Thread-safe. */
final class DisabledTraceClient implements TraceClient {
  private final AtomicLong recorded = new AtomicLong();

  @Override
  public boolean record(TraceEvent event) {
    recorded.incrementAndGet();
    return false;
  }

  @Override
  public boolean record(RunEvent event) {
    recorded.incrementAndGet();
    return false;
  }

  @Override
  public boolean flush(@Nullable Duration timeout) {
    return true;
  }

  @Override
  public <T> T flushAfter(IntSupplier remainingMillis, Callable<T> handler) throws Exception {
    return handler.call();
  }

  @Override
  public boolean close(@Nullable Duration timeout) {
    return true;
  }

  @Override
  public ClientStats stats() {
    long events = recorded.get();
    var dropped = LossCounts.of(DropReason.DISABLED, events).toMap();
    return new ClientStats(events, 0, dropped, 0, 0, 0, 0, 0, 0, 0, 0, null);
  }
}
