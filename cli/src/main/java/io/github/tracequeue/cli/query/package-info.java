// SPDX-License-Identifier: Apache-2.0

/** The query API over a table, as the read commands use it. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.query;
