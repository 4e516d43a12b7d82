// SPDX-License-Identifier: Apache-2.0

/** The states of limits and budgets. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.store.limit;
