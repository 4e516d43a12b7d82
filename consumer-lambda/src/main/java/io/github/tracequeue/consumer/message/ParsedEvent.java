// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.function.Function;

/** What one event of a message turned out to be. */
public sealed interface ParsedEvent permits ParsedTrace, ParsedRun, RejectedEvent {

  /** Applies the function that fits. */
  <R> R match(
      Function<ParsedTrace, R> trace,
      Function<ParsedRun, R> run,
      Function<RejectedEvent, R> rejected);
}
