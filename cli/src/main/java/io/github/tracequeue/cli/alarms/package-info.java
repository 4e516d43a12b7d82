// SPDX-License-Identifier: Apache-2.0

/** {@code tracequeue alarms}: lists the states of the stack's own alarms. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.alarms;
