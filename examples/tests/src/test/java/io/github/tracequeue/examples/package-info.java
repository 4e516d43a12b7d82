// SPDX-License-Identifier: Apache-2.0
/** Tests of the examples, as a user starts them. */
@NullMarked
package io.github.tracequeue.examples;

import org.jspecify.annotations.NullMarked;
