// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.time.Duration;

/** A way for an agent to send calls. As thread-safe as the client behind it. */
interface Pipe extends AutoCloseable {

  /** Converts the call to the form that {@link #hand} accepts. */
  Object event(Call call);

  /**
   * Sends a call; this is the time that the agent waits. Returns false if the call is known to be
   * lost.
   */
  boolean hand(Object event);

  /** The number of calls in flight, for a pipe without a limit; otherwise 0. */
  default long unbounded() {
    return 0;
  }

  /** Waits until the sent calls have arrived, up to a timeout. */
  void flush(Duration timeout);

  @Override
  void close();
}
