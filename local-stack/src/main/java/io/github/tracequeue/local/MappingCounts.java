// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/**
 * What the event-source mapping has done so far.
 *
 * @param received messages taken off the queue, each redelivery again
 * @param deleted messages that the function was done with
 * @param failed messages left on the queue for another try
 * @param invocations of the function
 * @param errors invocations that did not return: an exception, a timeout, a process that ended
 */
public record MappingCounts(
    long received, long deleted, long failed, long invocations, long errors) {}
