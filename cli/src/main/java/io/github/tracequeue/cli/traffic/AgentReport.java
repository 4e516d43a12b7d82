// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

/** What a demo agent reports: a call to a model, or how one of its runs stands. */
public sealed interface AgentReport permits CallReport, RunReport {}
