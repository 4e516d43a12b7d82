// SPDX-License-Identifier: Apache-2.0

/** Sends rejected messages to quarantine, with the reason and without prompt text. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer.quarantine;
