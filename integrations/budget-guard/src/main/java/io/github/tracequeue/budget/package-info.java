// SPDX-License-Identifier: Apache-2.0

/** Tells an agent from memory whether its budget of the day is spent. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.budget;
