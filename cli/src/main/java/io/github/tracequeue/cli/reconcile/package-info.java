// SPDX-License-Identifier: Apache-2.0

/** {@code tracequeue reconcile}: the table compared with the metrics. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.reconcile;
