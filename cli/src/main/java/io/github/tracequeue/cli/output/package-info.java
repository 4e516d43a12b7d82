// SPDX-License-Identifier: Apache-2.0

/** How results are printed: tables, JSON, and text that is safe for a terminal. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.output;
