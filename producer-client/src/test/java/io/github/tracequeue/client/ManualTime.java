// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.concurrent.TimeUnit;

/** Two clocks that stand still until told, and the sender's waits told by them. */
final class ManualTime implements Pause {
  private long nanos = 5_000_000_000L;
  private long wallMillis = 1_795_000_000_000L;
  private boolean idle;

  long nanos() {
    return nanos;
  }

  long wallMillis() {
    return wallMillis;
  }

  void advance(long newNanos) {
    nanos += newNanos;
    wallMillis += TimeUnit.NANOSECONDS.toMillis(newNanos);
  }

  /** The process is stopped: both clocks go on. */
  void freeze(long millis) {
    advance(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** The machine is stopped: the wall clock alone goes on. */
  void suspend(long millis) {
    wallMillis += millis;
  }

  /** Forgets the waits so far. */
  void busy() {
    idle = false;
  }

  /** Whether a wait since then was one for an event. */
  boolean isIdle() {
    return idle;
  }

  @Override
  public void idle() {
    idle = true;
  }

  @Override
  public void doze(long dozeNanos) {
    idle = true;
    advance(dozeNanos);
  }

  @Override
  public void linger(long lingerNanos) {
    advance(lingerNanos);
  }

  @Override
  public void nap(long napNanos) {
    advance(napNanos);
  }

  @Override
  public void rest(long restNanos) {
    advance(restNanos);
  }
}
