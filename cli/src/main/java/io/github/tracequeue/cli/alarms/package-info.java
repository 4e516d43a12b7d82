// SPDX-License-Identifier: Apache-2.0

/**
 * {@code tracequeue alarms}: rehearses alarms on recorded calls, and lists the state of deployed
 * ones.
 */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.alarms;
