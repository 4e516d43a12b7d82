// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the queue answered to a request: a failure of the whole, or an answer for each message. */
final class SendResult {
  private final @Nullable Failure whole;
  private final Map<Integer, Failure> failures;

  private SendResult(@Nullable Failure whole, Map<Integer, Failure> failures) {
    this.whole = whole;
    this.failures = failures;
  }

  /**
   * An answer for each message; the failures are of those that were not taken, by their index in
   * the request.
   */
  static SendResult answered(Map<Integer, Failure> failures) {
    return new SendResult(null, failures);
  }

  /** A failure of the request as a whole. */
  static SendResult failed(Failure failure) {
    return new SendResult(failure, Map.of());
  }

  /** Whether the queue has acknowledged the message with this index. */
  boolean isAcknowledged(int index) {
    return whole == null && !failures.containsKey(index);
  }

  /**
   * Settles the request's messages accordingly; returns a failure that calls for another attempt,
   * or null.
   */
  @Nullable Failure settle(List<Message> batch, Settlement settlement) {
    return whole == null ? settlement.answered(batch, failures) : settlement.failed(batch, whole);
  }
}
