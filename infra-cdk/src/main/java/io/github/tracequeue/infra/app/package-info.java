// SPDX-License-Identifier: Apache-2.0

/** The CDK app that deploys one pipeline from a configuration file. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.infra.app;
