// SPDX-License-Identifier: Apache-2.0
/** An agent with LangChain4j. */
@NullMarked
package io.github.tracequeue.examples.langchain4j;

import org.jspecify.annotations.NullMarked;
