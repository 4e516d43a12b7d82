// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

/** How the sender waits. Each wait may end early and for no reason. */
interface Pause {
  /** Waits for an event or a request; for a refused event too. */
  void idle();

  /** Waits for an event or a request, for so long at most. */
  void doze(long nanos);

  /** Waits for the queue to fill, or for a request, for so long at most. */
  void linger(long nanos);

  /** Waits for the queue to fill far beyond a request, or for one, for so long at most. */
  void nap(long nanos);

  /** Waits for a request, for so long at most. */
  void rest(long nanos);
}
