// SPDX-License-Identifier: Apache-2.0

/**
 * {@code tracequeue spend} and {@code tracequeue agents}: costs over any time, from the rollups.
 */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.spend;
