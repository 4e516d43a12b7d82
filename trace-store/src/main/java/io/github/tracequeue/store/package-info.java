// SPDX-License-Identifier: Apache-2.0

/** The DynamoDB table: key layout, writes and queries. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.store;
