// SPDX-License-Identifier: Apache-2.0

/** What people are told, and how it reaches them. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.watch.notice;
