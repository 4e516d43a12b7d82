// SPDX-License-Identifier: Apache-2.0

/** What the limits are and when they are breached: the same for live and for recorded traffic. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.watch.limit;
