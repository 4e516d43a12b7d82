// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.budget;

/**
 * An agent has exceeded its daily budget. Thrown only on request, by {@link BudgetStatus#orThrow}.
 */
public final class BudgetExceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient BudgetStatus status;

  BudgetExceededException(BudgetStatus status) {
    super(status.agentSlug() + ": " + status.reason());
    this.status = status;
  }

  /** The spend and the limit. */
  public BudgetStatus status() {
    return status;
  }
}
