// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.function.Function;

/** A parsed event of a message. */
public sealed interface ParsedEvent permits ParsedTrace, ParsedRun, RejectedEvent {

  /** Applies the function for this kind. */
  <R> R match(
      Function<ParsedTrace, R> trace,
      Function<ParsedRun, R> run,
      Function<RejectedEvent, R> rejected);
}
