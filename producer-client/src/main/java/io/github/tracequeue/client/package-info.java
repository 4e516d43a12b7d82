// SPDX-License-Identifier: Apache-2.0

/** The producer client: records traces of LLM calls and never makes the agent wait. */
@NullMarked
package io.github.tracequeue.client;

import org.jspecify.annotations.NullMarked;
