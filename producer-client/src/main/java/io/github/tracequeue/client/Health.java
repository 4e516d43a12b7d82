// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How sending goes: the sender counts, any thread reads. */
final class Health {
  private final LongSupplier nanos;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong failuresInRow = new AtomicLong();
  private volatile boolean succeeded;
  private volatile long lastSuccessNanos;

  Health(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void attempt(List<Message> batch) {
    requests.incrementAndGet();
    for (Message message : batch) {
      if (message.markSent()) {
        retries.incrementAndGet();
      }
    }
  }

  void deliver() {
    messages.incrementAndGet();
    lastSuccessNanos = nanos.getAsLong();
    succeeded = true;
  }

  void succeed() {
    failuresInRow.set(0);
  }

  void fail() {
    failuresInRow.incrementAndGet();
  }

  boolean isGood() {
    return failuresInRow.get() == 0;
  }

  long failuresInRow() {
    return failuresInRow.get();
  }

  long requests() {
    return requests.get();
  }

  long messages() {
    return messages.get();
  }

  long retries() {
    return retries.get();
  }

  /** Time since a message was last acknowledged, or null before the first. */
  @Nullable Duration sinceLastSuccess() {
    return succeeded ? Duration.ofNanos(nanos.getAsLong() - lastSuccessNanos) : null;
  }
}
