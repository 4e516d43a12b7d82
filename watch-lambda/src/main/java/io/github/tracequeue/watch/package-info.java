// SPDX-License-Identifier: Apache-2.0

/** The watch function: rolls hours up, judges limits and tells people. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.watch;
