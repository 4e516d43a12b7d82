// SPDX-License-Identifier: Apache-2.0

/** The tracequeue command. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli;
