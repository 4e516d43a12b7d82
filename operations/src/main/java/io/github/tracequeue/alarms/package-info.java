// SPDX-License-Identifier: Apache-2.0

/** CloudWatch alarms of a synthesized template, evaluated against recorded series. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.alarms;
