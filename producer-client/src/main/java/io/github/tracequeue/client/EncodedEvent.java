// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

/**
 * An event taken from the queue, as JSON.
 *
 * @param json in ASCII
 * @param ticket its place in the queue
 * @param heapBytes its share of the queue's limit in bytes
 */
record EncodedEvent(String json, long ticket, int heapBytes) {}
