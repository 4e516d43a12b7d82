// SPDX-License-Identifier: Apache-2.0

/** The key of keyed prompt hashes: its storage and rotation. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer.promptkey;
