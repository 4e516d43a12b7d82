// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.function.Function;

/** A rejected event of an envelope. */
public record RejectedEvent(Rejection rejection) implements ParsedEvent {

  @Override
  public <R> R match(
      Function<ParsedTrace, R> trace,
      Function<ParsedRun, R> run,
      Function<RejectedEvent, R> rejected) {
    return rejected.apply(this);
  }
}
