// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the watch function.
 *
 * @param limitsJson the limits, in the format that {@code tracequeue limits} reads; null for the
 *     built-in ones
 * @param budgetAgents the agents with a daily budget
 * @param runbook the URL of docs/operations.md, without the anchor
 * @param viewer the URL of the viewer; null if it has none
 */
public record WatchSettings(
    @Nullable String limitsJson,
    List<String> budgetAgents,
    String runbook,
    @Nullable String viewer) {

  private static final String RUNBOOK = "docs/operations.md";

  /** Checks the runbook's URL and copies the list. */
  public WatchSettings {
    budgetAgents = List.copyOf(budgetAgents);
    if (runbook.isBlank() || runbook.length() > 400) {
      throw new IllegalArgumentException("runbook must have 1..400 characters: " + runbook);
    }
  }

  /** The defaults: built-in limits, and a runbook without a URL. */
  public static WatchSettings defaults() {
    return new WatchSettings(null, List.of(), RUNBOOK, null);
  }

  /** Whether the runbook has a URL. */
  boolean hasRunbookAddress() {
    return runbook.startsWith("https://");
  }
}
