// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

/**
 * A redacted text.
 *
 * @param text fits into one message of the quarantine queue
 * @param truncated whether something was dropped only because of its size
 */
public record Redacted(String text, boolean truncated) {}
