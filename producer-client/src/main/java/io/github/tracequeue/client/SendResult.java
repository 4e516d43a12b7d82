// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of one request: a failure of the request as a whole, or a result for each message.
 *
 * @param requestFailure why no message was accepted; null if the request was answered
 * @param messageFailures why single messages were not accepted, by their index in the request
 */
public record SendResult(
    @Nullable SendFailure requestFailure, Map<Integer, SendFailure> messageFailures) {

  /** Copies the map. */
  public SendResult {
    messageFailures = Map.copyOf(messageFailures);
  }

  /** All messages were accepted. */
  public static SendResult accepted() {
    return acceptedExcept(Map.of());
  }

  /** All messages were accepted except these, given by their index in the request. */
  public static SendResult acceptedExcept(Map<Integer, SendFailure> messageFailures) {
    return new SendResult(null, messageFailures);
  }

  /** The request failed as a whole. */
  public static SendResult failed(SendFailure requestFailure) {
    return new SendResult(requestFailure, Map.of());
  }

  /** Whether the message with this index was accepted. */
  public boolean isAccepted(int index) {
    return requestFailure == null && !messageFailures.containsKey(index);
  }
}
