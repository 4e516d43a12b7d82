// SPDX-License-Identifier: Apache-2.0
/** Records the model calls of LangChain4j. */
@NullMarked
package io.github.tracequeue.langchain4j;

import org.jspecify.annotations.NullMarked;
