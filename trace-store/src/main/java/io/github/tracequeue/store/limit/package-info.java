// SPDX-License-Identifier: Apache-2.0

/** How limits and budgets stand. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.store.limit;
