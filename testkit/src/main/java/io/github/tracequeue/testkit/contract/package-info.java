// SPDX-License-Identifier: Apache-2.0

/** Reads the files of the wire contract: its samples, golden vectors and schema. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.testkit.contract;
