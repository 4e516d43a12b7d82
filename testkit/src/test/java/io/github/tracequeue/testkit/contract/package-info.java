// SPDX-License-Identifier: Apache-2.0

/** Checks the files of the wire contract against each other. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.testkit.contract;
