// SPDX-License-Identifier: Apache-2.0

/** Benchmarks against peers. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.benchmarks;
