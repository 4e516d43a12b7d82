// SPDX-License-Identifier: Apache-2.0
/** An agent with Spring AI. */
@NullMarked
package io.github.tracequeue.examples.springai;

import org.jspecify.annotations.NullMarked;
