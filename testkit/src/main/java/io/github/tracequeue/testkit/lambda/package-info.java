// SPDX-License-Identifier: Apache-2.0

/** Lambda functions in processes of their own under AWS's Java runtime client. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.testkit.lambda;
