// SPDX-License-Identifier: Apache-2.0

/** The watch function: updates rollups, evaluates limits and sends notices. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.watch;
