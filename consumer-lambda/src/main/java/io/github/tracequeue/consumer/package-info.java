// SPDX-License-Identifier: Apache-2.0

/** The batch consumer: parse, validate, hash, price, store and count. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer;
