// SPDX-License-Identifier: Apache-2.0

/** The stack that deploys the pipeline. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.infra;
