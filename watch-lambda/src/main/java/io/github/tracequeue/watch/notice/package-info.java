// SPDX-License-Identifier: Apache-2.0

/** Notices: their content, formats and delivery. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.watch.notice;
