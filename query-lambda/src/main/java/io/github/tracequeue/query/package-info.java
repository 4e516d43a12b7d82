// SPDX-License-Identifier: Apache-2.0

/** What people read from the table. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.query;
