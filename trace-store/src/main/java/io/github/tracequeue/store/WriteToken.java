// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

/**
 * Who writes an item, kept with it so that a later write can tell what it ran into.
 *
 * @param messageId the queue's id of the message that brought the event
 * @param attempt unique for each invocation that handles the message
 */
public record WriteToken(String messageId, String attempt) {

  String text() {
    return messageId + '#' + attempt;
  }

  /** The outcome of a write that was refused because the key is taken. */
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
