// SPDX-License-Identifier: Apache-2.0

/** {@code tracequeue bill}: what a month on AWS costs. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.bill;
