// SPDX-License-Identifier: Apache-2.0
/** An agent, and its test. */
@NullMarked
package io.github.tracequeue.examples.testing;

import org.jspecify.annotations.NullMarked;
