// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.budget;

/** An agent has spent its budget of the day; thrown only where a caller asks for it. */
public final class BudgetExceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient BudgetStatus status;

  BudgetExceededException(BudgetStatus status) {
    super(status.agentSlug() + ": " + status.reason());
    this.status = status;
  }

  /** What was spent, and the limit. */
  public BudgetStatus status() {
    return status;
  }
}
