// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import io.github.tracequeue.store.StoredRun;
import java.util.function.Function;

/** A valid {@code run} event. */
public record ParsedRun(StoredRun run) implements ParsedEvent {

  @Override
  public <R> R match(
      Function<ParsedTrace, R> trace,
      Function<ParsedRun, R> run,
      Function<RejectedEvent, R> rejected) {
    return run.apply(this);
  }
}
