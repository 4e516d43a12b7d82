// SPDX-License-Identifier: Apache-2.0

/** Dated price facts, and what a month of a workload costs by them. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.bill;
