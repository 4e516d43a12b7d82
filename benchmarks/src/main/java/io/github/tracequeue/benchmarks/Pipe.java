// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.time.Duration;

/** A way for an agent to hand over its calls. As safe for threads as what it stands for. */
interface Pipe extends AutoCloseable {

  /** The call in the form that {@link #hand} takes. */
  Object event(Call call);

  /** What the agent waits for; false where it is known at once that the call is lost. */
  boolean hand(Object event);

  /** Calls handed over whose fate is open, where the pipe has no bound of its own; otherwise 0. */
  default long unbounded() {
    return 0;
  }

  /** Waits for what was handed over to arrive, for so long at most. */
  void flush(Duration timeout);

  @Override
  void close();
}
