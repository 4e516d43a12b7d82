// SPDX-License-Identifier: Apache-2.0

/** The consumer's side of the wire contract: parses a message body into events or a rejection. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer.message;
