// SPDX-License-Identifier: Apache-2.0

/** SQS queues that the function sends to. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer.queue;
