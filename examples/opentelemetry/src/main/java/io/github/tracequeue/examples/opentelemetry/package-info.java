// SPDX-License-Identifier: Apache-2.0
/** An agent with OpenTelemetry. */
@NullMarked
package io.github.tracequeue.examples.opentelemetry;

import org.jspecify.annotations.NullMarked;
