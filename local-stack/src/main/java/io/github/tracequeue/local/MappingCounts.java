// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/**
 * The counts of an event source mapping.
 *
 * @param received messages received from the queue, including redeliveries
 * @param deleted messages that succeeded
 * @param failed messages that were left on the queue for a retry
 * @param invocations invocations of the function
 * @param errors invocations that failed: an exception, a timeout, or a process that exited
 */
public record MappingCounts(
    long received, long deleted, long failed, long invocations, long errors) {}
