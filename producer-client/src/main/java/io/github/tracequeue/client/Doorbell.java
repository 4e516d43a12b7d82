// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the sender, and only when it sleeps and the news matters to it: an agent pays for a wake-up
 * once per quiet period, not per event.
 *
 * <p>Why no wake-up is missed: the sender writes its sleep and then looks for news, an agent writes
 * its news and then reads the sleep, all as volatile accesses, which have one order. So at least
 * one of the two sees the other's write.
 */
final class Doorbell implements Pause {
  private static final AtomicIntegerFieldUpdater<Doorbell> SLEEP =
      AtomicIntegerFieldUpdater.newUpdater(Doorbell.class, "sleep");

  // How the sender sleeps: constants and no enum, which alone would be a hundredth of the jar.
  private static final int AWAKE = 0;
  private static final int RESTING = 1;
  private static final int LINGERING = 2;
  private static final int DOZING = 3;
  private static final int IDLE = 4;
  private static final int NAPPING = 5;

  private final News news;
  private volatile int sleep;
  private volatile @Nullable Thread sleeper;

  Doorbell(News news) {
    this.news = news;
  }

  /** Makes the calling thread the one to wake, before it ever sleeps. */
  void answer() {
    sleeper = Thread.currentThread();
  }

  /** To be called after an event was put into the queue. */
  void accepted() {
    int now = sleep;
    if (now == AWAKE || now == RESTING) {
      return;
    }
    // Only the sender may ask for events; a sleep that any event ends, this one ends.
    boolean needsMore = now == LINGERING || now == NAPPING;
    if (!needsMore || isForNothing(now)) {
      wakeFrom(now);
    }
  }

  /** To be called after an event was refused and counted. */
  void refused() {
    if (sleep == IDLE) {
      wakeFrom(IDLE);
    }
  }

  /** To be called after a request to the sender was written down. */
  void requested() {
    sleep = AWAKE;
    LockSupport.unpark(sleeper);
  }

  @Override
  public void idle() {
    sleepAs(IDLE, Long.MAX_VALUE);
  }

  @Override
  public void doze(long nanos) {
    sleepAs(DOZING, nanos);
  }

  @Override
  public void linger(long nanos) {
    sleepAs(LINGERING, nanos);
  }

  @Override
  public void nap(long nanos) {
    sleepAs(NAPPING, nanos);
  }

  @Override
  public void rest(long nanos) {
    sleepAs(RESTING, nanos);
  }

  private void sleepAs(int kind, long nanos) {
    sleeper = Thread.currentThread();
    sleep = kind;
    if (!isForNothing(kind) && sleep == kind) {
      if (nanos == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos);
      }
    }
    sleep = AWAKE;
    // A foreign interrupt must not end the sender, nor make it spin.
    Thread.interrupted();
  }

  /** Whether the news that ends such a sleep is there already. */
  private boolean isForNothing(int kind) {
    return switch (kind) {
      case LINGERING -> news.isUrgent();
      case NAPPING -> news.isPressing();
      case DOZING -> news.hasEvents();
      case IDLE -> news.hasEvents() || news.hasLosses();
      default -> false;
    };
  }

  private void wakeFrom(int kind) {
    if (SLEEP.compareAndSet(this, kind, AWAKE)) {
      LockSupport.unpark(sleeper);
    }
  }
}
