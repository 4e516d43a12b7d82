// SPDX-License-Identifier: Apache-2.0
/** Records the model calls of Anthropic's and OpenAI's Java clients. */
@NullMarked
package io.github.tracequeue.sdkclients;

import org.jspecify.annotations.NullMarked;
