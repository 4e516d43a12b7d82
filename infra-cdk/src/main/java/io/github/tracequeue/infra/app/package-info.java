// SPDX-License-Identifier: Apache-2.0

/** The app that deploys one pipeline by a configuration file. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.infra.app;
