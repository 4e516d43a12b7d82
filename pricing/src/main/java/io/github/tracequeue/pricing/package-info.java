// SPDX-License-Identifier: Apache-2.0

/** Dated token prices, and what one model call cost by them. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.pricing;
