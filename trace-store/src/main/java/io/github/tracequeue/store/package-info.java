// SPDX-License-Identifier: Apache-2.0

/** Everything that knows the table: key layout, conditional write, queries. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.store;
