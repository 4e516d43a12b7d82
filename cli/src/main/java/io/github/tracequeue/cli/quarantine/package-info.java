// SPDX-License-Identifier: Apache-2.0

/** {@code tracequeue quarantine}: reads, resends and deletes quarantined messages. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.quarantine;
