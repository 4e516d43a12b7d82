// SPDX-License-Identifier: Apache-2.0

/** The baseline of the consumer: the usual way to write such a function. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.benchmarks.usual;
