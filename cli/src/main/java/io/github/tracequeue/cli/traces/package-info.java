// SPDX-License-Identifier: Apache-2.0

/** {@code tracequeue traces}: lists and exports stored calls. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.traces;
