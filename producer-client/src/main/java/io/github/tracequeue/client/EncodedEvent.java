// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

/**
 * An event taken from the queue, as JSON.
 *
 * @param json in ASCII
 * @param ticket its place in the queue
 * @param heapBytes what it counts against the queue's bound
 */
record EncodedEvent(String json, long ticket, int heapBytes) {}
