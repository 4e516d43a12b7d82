// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Map;
import java.util.function.Function;

/** What the queue answered to a request. */
sealed interface SendResult {
  /** One outcome of the two. */
  <T> T match(Function<Answered, T> answered, Function<Failed, T> failed);

  /**
   * An answer for each message.
   *
   * @param failures of the messages that were not taken, by their index in the request
   */
  record Answered(Map<Integer, Failure> failures) implements SendResult {
    @Override
    public <T> T match(Function<Answered, T> answered, Function<Failed, T> failed) {
      return answered.apply(this);
    }
  }

  /** A failure of the request as a whole. */
  record Failed(Failure failure) implements SendResult {
    @Override
    public <T> T match(Function<Answered, T> answered, Function<Failed, T> failed) {
      return failed.apply(this);
    }
  }
}
