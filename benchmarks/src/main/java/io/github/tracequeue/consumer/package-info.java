// SPDX-License-Identifier: Apache-2.0

/** Measures the consumer from within its package. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer;
