// SPDX-License-Identifier: Apache-2.0

/** The demo agents: the calls and runs that they report, simulated or replayed from a recording. */
@org.jspecify.annotations.NullMarked
package io.github.tracequeue.cli.traffic;
