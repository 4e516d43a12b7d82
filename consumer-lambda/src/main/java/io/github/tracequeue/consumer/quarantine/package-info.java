// SPDX-License-Identifier: Apache-2.0

/** Where rejected messages go: with the reason, and without the text of prompts. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.consumer.quarantine;
