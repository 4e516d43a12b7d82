// SPDX-License-Identifier: Apache-2.0

/** The latest activity of each agent, and the drop reports of producers. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.store.agent;
