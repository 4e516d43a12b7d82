// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the queue answered to a request. */
sealed interface SendResult {
  /**
   * Settles the request's messages accordingly; returns a failure that calls for another attempt,
   * or null.
   */
  @Nullable Failure settle(List<Message> batch, Settlement settlement);

  /**
   * An answer for each message; the failures are of those that were not taken, by their index in
   * the request.
   */
  static SendResult answered(Map<Integer, Failure> failures) {
    return new Answered(failures);
  }

  /** A failure of the request as a whole. */
  static SendResult failed(Failure failure) {
    return new Failed(failure);
  }

  /** See {@link SendResult#answered}. */
  final class Answered implements SendResult {
    private final Map<Integer, Failure> failures;

    private Answered(Map<Integer, Failure> failures) {
      this.failures = failures;
    }

    Map<Integer, Failure> failures() {
      return failures;
    }

    @Override
    public @Nullable Failure settle(List<Message> batch, Settlement settlement) {
      return settlement.answered(batch, failures);
    }
  }

  /** See {@link SendResult#failed}. */
  final class Failed implements SendResult {
    private final Failure failure;

    private Failed(Failure failure) {
      this.failure = failure;
    }

    @Override
    public @Nullable Failure settle(List<Message> batch, Settlement settlement) {
      return settlement.failed(batch, failure);
    }
  }
}
