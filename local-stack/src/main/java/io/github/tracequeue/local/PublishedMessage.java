// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/**
 * A message that was published to a topic.
 *
 * @param topicArn the topic
 * @param subject its subject; empty if it had none
 * @param message its text, as it was sent
 */
public record PublishedMessage(String topicArn, String subject, String message) {}
