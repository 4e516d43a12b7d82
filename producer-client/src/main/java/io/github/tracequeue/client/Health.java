// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts requests and their results. The sender writes, any thread reads. */
final class Health {
  private final LongSupplier nanos;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong failuresInRow = new AtomicLong();
  private volatile @Nullable Long lastSuccessNanos;

  Health(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Counts a request with these messages. */
  void sending(List<Message> request) {
    requests.incrementAndGet();
    for (Message message : request) {
      if (message.markSent()) {
        retries.incrementAndGet();
      }
    }
  }

  /** Counts a message that was acknowledged. */
  void delivered() {
    lastSuccessNanos = nanos.getAsLong();
    messages.incrementAndGet();
  }

  void succeeded() {
    failuresInRow.set(0);
  }

  void failed() {
    failuresInRow.incrementAndGet();
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

  /** Time since a message was last acknowledged; null before the first. */
  @Nullable Duration sinceLastSuccess() {
    Long last = lastSuccessNanos;
    return last == null ? null : Duration.ofNanos(nanos.getAsLong() - last);
  }
}
