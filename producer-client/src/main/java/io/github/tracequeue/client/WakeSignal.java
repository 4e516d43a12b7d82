// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread, the sender, wait for a condition that other threads make true. It is woken only
 * when its condition holds, so an agent pays for a wake-up once per quiet period and not per event.
 *
 * <p>No wake-up is lost: the sender publishes its condition and then checks it; another thread
 * makes its change and then checks the published condition. These accesses are volatile and
 * therefore have one order, so at least one of the two sees the other's write.
 */
final class WakeSignal {
  private final LongConsumer park;
  private final AtomicReference<@Nullable BooleanSupplier> awaited = new AtomicReference<>();
  private volatile @Nullable Thread sleeper;

  WakeSignal(LongConsumer park) {
    this.park = park;
  }

  /**
   * Waits until the condition holds, for at most the given nanoseconds; {@code Long.MAX_VALUE}
   * means without limit. May return early. The condition must be thread-safe.
   */
  void await(BooleanSupplier condition, long nanos) {
    sleeper = Thread.currentThread();
    awaited.set(condition);
    try {
      if (!condition.getAsBoolean()) {
        park.accept(nanos);
      }
    } finally {
      awaited.set(null);
      // An interrupt from other code must neither end the sender nor make it spin.
      Thread.interrupted();
    }
  }

  /** Wakes the sender if its condition holds; to be called after each relevant change. */
  void signal() {
    BooleanSupplier condition = awaited.get();
    if (condition != null && condition.getAsBoolean() && awaited.compareAndSet(condition, null)) {
      LockSupport.unpark(sleeper);
    }
  }
}
