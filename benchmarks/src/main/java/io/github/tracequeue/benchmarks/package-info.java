// SPDX-License-Identifier: Apache-2.0

/** Side-by-side measurements against peers. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.benchmarks;
