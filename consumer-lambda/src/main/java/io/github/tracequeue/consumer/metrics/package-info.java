// SPDX-License-Identifier: Apache-2.0

/** What an invocation measured, made by Micrometer and sent to CloudWatch before it returns. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer.metrics;
