// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.budget;

import java.time.Instant;

/** The source of the budgets. Thread-safe. */
interface BudgetReader {

  /** Reads an agent's counters from the day of {@code now} on. May take seconds and may throw. */
  BudgetReading read(String agentSlug, Instant now);
}
