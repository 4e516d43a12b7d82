// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.Origin;
import io.github.tracequeue.consumer.message.ParsedMessage;

/** One message of a batch: where it comes from, and what its body turned out to be. */
record Delivery(Origin origin, ParsedMessage message) {

  /** The queue's id, empty where the message has none. */
  String messageId() {
    return origin.messageId();
  }
}
