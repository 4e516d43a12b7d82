// SPDX-License-Identifier: Apache-2.0

/** A team's prices that are put beside the deployed function and read without a deployment. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer.pushedprices;
