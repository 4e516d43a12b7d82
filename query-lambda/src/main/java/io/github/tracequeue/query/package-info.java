// SPDX-License-Identifier: Apache-2.0

/** The query API over the table, and the viewer. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.query;
