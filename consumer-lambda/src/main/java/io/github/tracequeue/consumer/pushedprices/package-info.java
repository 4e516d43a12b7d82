// SPDX-License-Identifier: Apache-2.0

/** Prices that a team pushes to the deployed function without a deployment. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer.pushedprices;
