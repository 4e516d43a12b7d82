// SPDX-License-Identifier: Apache-2.0

/**
 * Rollups: the sums of calls by hour and day. Computed from the calls, exact, and kept for 400
 * days.
 */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.store.rollup;
