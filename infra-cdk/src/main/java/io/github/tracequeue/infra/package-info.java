// SPDX-License-Identifier: Apache-2.0

/** The CDK constructs that deploy the pipeline. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.infra;
