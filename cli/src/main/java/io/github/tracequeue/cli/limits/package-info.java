// SPDX-License-Identifier: Apache-2.0

/** {@code tracequeue limits}: rehearses limits on recorded calls, and shows how they stand. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.limits;
