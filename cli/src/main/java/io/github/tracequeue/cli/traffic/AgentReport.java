// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

/** A report of a demo agent: a call, or the status of a run. */
public sealed interface AgentReport permits CallReport, RunReport {}
