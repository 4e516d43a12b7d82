// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

/** What the sender may be woken for. */
interface News {
  /** Whether an event waits, or none will come any more; asked by the sender alone. */
  boolean hasEvents();

  /** Whether there are losses to warn of; asked by the sender alone. */
  boolean hasLosses();

  /** Whether there is enough to send now, and not to linger. */
  boolean isUrgent();

  /** Whether the queue may soon be full. */
  boolean isPressing();
}
