// SPDX-License-Identifier: Apache-2.0

/** The local stack: the pipeline on one machine. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.local;
