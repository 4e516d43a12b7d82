// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.Origin;
import io.github.tracequeue.consumer.message.ParsedMessage;

/** A message of a batch: its origin and its parsed body. */
record Delivery(Origin origin, ParsedMessage message) {

  /** The queue's id; empty if the message has none. */
  String messageId() {
    return origin.messageId();
  }
}
