// SPDX-License-Identifier: Apache-2.0
/** Records the model calls of OpenTelemetry's {@code gen_ai} spans. */
@NullMarked
package io.github.tracequeue.opentelemetry;

import org.jspecify.annotations.NullMarked;
