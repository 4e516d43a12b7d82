// SPDX-License-Identifier: Apache-2.0

/** The baseline of the consumer: a typical function. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.benchmarks.baseline;
