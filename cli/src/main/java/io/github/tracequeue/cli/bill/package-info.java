// SPDX-License-Identifier: Apache-2.0

/** {@code tracequeue bill}: estimates the monthly cost on AWS. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.bill;
