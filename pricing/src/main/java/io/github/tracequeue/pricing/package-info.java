// SPDX-License-Identifier: Apache-2.0

/** Dated token prices, and the cost of calls. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.pricing;
