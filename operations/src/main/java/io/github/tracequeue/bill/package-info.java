// SPDX-License-Identifier: Apache-2.0

/** Dated prices, and the monthly cost of a workload. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.bill;
