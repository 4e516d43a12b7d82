// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

/**
 * Identifies the writer of an item. Stored with the item, so that a later write can recognize it.
 *
 * @param messageId the SQS id of the message with the event
 * @param attempt unique for each invocation that processes the message
 */
public record WriteToken(String messageId, String attempt) {

  String text() {
    return messageId + '#' + attempt;
  }

  /** The outcome of a write that was rejected because the key exists. */
  WriteOutcome refusedBy(String storedToken, boolean sameContent) {
    if (storedToken.equals(text())) {
      return WriteOutcome.OWN_RETRY;
    }
    if (storedToken.startsWith(messageId + '#')) {
      return WriteOutcome.REDELIVERY;
    }
    return sameContent ? WriteOutcome.PRODUCER_DUPLICATE : WriteOutcome.CONFLICT;
  }
}
