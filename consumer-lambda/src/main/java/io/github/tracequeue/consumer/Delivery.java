// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.ParsedMessage;
import org.jspecify.annotations.Nullable;

/**
 * One message of a batch.
 *
 * @param messageId the queue's id, empty where the event has none
 * @param message what the body turned out to be
 * @param rejectedBody the body where any of it is rejected, otherwise null
 */
record Delivery(String messageId, ParsedMessage message, @Nullable String rejectedBody) {}
