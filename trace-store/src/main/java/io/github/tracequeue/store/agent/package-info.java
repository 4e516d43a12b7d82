// SPDX-License-Identifier: Apache-2.0

/** What is known of each agent, and what its producers reported. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.store.agent;
