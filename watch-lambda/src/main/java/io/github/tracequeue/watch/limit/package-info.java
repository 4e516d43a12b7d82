// SPDX-License-Identifier: Apache-2.0

/** The limits and their evaluation, for live and recorded traffic. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.watch.limit;
