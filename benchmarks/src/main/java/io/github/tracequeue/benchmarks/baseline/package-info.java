// SPDX-License-Identifier: Apache-2.0

/** The baseline of the consumer: a function as most people would write it. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.benchmarks.baseline;
