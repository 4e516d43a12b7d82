// SPDX-License-Identifier: Apache-2.0

/** {@code tracequeue view}: serves the viewer on this machine. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.view;
