// SPDX-License-Identifier: Apache-2.0

/** The wire contract's consuming side: from a message body to events, or to a reason why not. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer.message;
