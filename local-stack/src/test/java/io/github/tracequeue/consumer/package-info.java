// SPDX-License-Identifier: Apache-2.0

/** What the chaos tests need of the consumer's inside. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer;
