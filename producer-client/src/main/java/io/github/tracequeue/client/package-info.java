// SPDX-License-Identifier: Apache-2.0

/** The producer client: records LLM traces and never makes the agent wait. */
@NullMarked
package io.github.tracequeue.client;

import org.jspecify.annotations.NullMarked;
