// SPDX-License-Identifier: Apache-2.0

/**
 * The metrics of an invocation, recorded with Micrometer and sent to CloudWatch before it returns.
 */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer.metrics;
