// SPDX-License-Identifier: Apache-2.0

/** Hours and days of calls, summed up: exact, recomputed from the calls, and kept for 400 days. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.store.rollup;
