// SPDX-License-Identifier: Apache-2.0

/** The baseline of the consumer: the same work with common libraries. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.benchmarks.baseline;
