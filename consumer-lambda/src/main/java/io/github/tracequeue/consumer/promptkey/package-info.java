// SPDX-License-Identifier: Apache-2.0

/** The key of keyed prompt hashes: where it is kept, and how it is rotated. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer.promptkey;
