// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the watch function goes by.
 *
 * @param limitsJson the limits as {@code tracequeue limits} reads them; null for the built-in ones
 * @param budgetAgents slugs of the agents whose spending of a day is counted as it happens
 * @param runbook address of docs/operations.md, to which an anchor is added
 * @param viewer address of the viewer; null where it is only a command
 */
public record WatchSettings(
    @Nullable String limitsJson,
    List<String> budgetAgents,
    String runbook,
    @Nullable String viewer) {

  private static final String RUNBOOK = "docs/operations.md";

  /** Checks the runbook's address and copies the list. */
  public WatchSettings {
    budgetAgents = List.copyOf(budgetAgents);
    if (runbook.isBlank() || runbook.length() > 400) {
      throw new IllegalArgumentException("runbook must have 1..400 characters: " + runbook);
    }
  }

  /** The built-in limits, and a runbook without an address. */
  public static WatchSettings defaults() {
    return new WatchSettings(null, List.of(), RUNBOOK, null);
  }

  /** Whether a person who reads an alarm can open its runbook. */
  boolean hasRunbookAddress() {
    return runbook.startsWith("https://");
  }
}
