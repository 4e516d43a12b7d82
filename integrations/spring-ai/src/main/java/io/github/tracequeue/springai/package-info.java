// SPDX-License-Identifier: Apache-2.0
/** Records the model calls of Spring AI. */
@NullMarked
package io.github.tracequeue.springai;

import org.jspecify.annotations.NullMarked;
