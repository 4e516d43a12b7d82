// SPDX-License-Identifier: Apache-2.0

/** Holds the files of the wire contract to each other, and gives other tests its samples. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.contract;
