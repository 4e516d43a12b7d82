// SPDX-License-Identifier: Apache-2.0
/** An agent with the SDKs of Anthropic and OpenAI. */
@NullMarked
package io.github.tracequeue.examples.sdkclients;

import org.jspecify.annotations.NullMarked;
