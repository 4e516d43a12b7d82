// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/** When in an invocation its process is killed. */
enum KillPoint {
  NEVER,
  /** At one of its writes, before or after the table has done it. */
  AT_A_WRITE,
  /** When all is written and nothing is metered. */
  BEFORE_THE_METRICS,
  /** When the metrics are taken and the answer is not given. */
  BEFORE_THE_ANSWER
}
