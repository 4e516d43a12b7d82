// SPDX-License-Identifier: Apache-2.0

/** Stand-ins for AWS services in this process, reachable from this machine only. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.testkit;
