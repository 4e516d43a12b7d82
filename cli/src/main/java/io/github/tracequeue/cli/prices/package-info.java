// SPDX-License-Identifier: Apache-2.0

/** {@code tracequeue prices}: the price book, and pricing stored calls again. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.prices;
