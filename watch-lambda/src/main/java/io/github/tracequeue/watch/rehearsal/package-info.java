// SPDX-License-Identifier: Apache-2.0

/** Rehearsals: what the limits would have done on recorded calls. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.watch.rehearsal;
