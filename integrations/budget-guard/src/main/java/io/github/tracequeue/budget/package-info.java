// SPDX-License-Identifier: Apache-2.0

/** Checks from memory whether an agent's daily budget is spent. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.budget;
