// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

/** What a demo agent reports: a call to a model, or how one of its runs stands. */
sealed interface DemoReport permits ModelCall, RunRecord {}
