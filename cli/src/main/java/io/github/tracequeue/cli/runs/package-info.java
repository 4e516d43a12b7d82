// SPDX-License-Identifier: Apache-2.0

/** {@code tracequeue runs} and {@code tracequeue run}: the runs of a table. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.runs;
