// SPDX-License-Identifier: Apache-2.0

/** The pipeline on one machine. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.local;
