// SPDX-License-Identifier: Apache-2.0

/** The producer client: records trace events and never makes the agent wait. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.client;
