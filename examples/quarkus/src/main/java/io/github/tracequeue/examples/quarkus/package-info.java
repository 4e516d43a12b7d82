// SPDX-License-Identifier: Apache-2.0
/** An agent with Quarkus. */
@NullMarked
package io.github.tracequeue.examples.quarkus;

import org.jspecify.annotations.NullMarked;
