// SPDX-License-Identifier: Apache-2.0

/** A function that only stores what it receives, for comparison with the consumer. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.benchmarks.plain;
