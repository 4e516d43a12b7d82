// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/**
 * A message published to a topic.
 *
 * @param topicArn the topic
 * @param subject the subject; empty if there is none
 * @param message the message as it was sent
 */
public record PublishedMessage(String topicArn, String subject, String message) {}
