// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.notice;

import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.watch.limit.LimitKind;
import org.jspecify.annotations.Nullable;

/**
 * Where a notice points to.
 *
 * @param pipeline the pipeline's name, such as {@code Tracequeue-prod}
 * @param table the table's name
 * @param region the region it is in
 * @param runbook the address of docs/operations.md
 * @param viewer the address of the viewer; null where it has none
 */
public record Links(
    String pipeline, String table, String region, String runbook, @Nullable String viewer) {

  /** Where to read what a limit means and what to do. */
  String runbook(LimitKind kind) {
    return runbook + '#' + kind.id();
  }

  /** Where to look at an agent, or the command that opens the viewer. */
  String viewer(String agentSlug) {
    boolean all = agentSlug.equals(RollupKey.ALL_AGENTS);
    if (viewer != null) {
      return all ? viewer : viewer + "#/agents/" + agentSlug;
    }
    return "bin/tracequeue view --table " + table + " --region " + region;
  }
}
