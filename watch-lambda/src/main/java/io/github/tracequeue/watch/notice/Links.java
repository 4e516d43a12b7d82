// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.notice;

import io.github.tracequeue.store.rollup.RollupKey;
import io.github.tracequeue.watch.limit.LimitKind;
import org.jspecify.annotations.Nullable;

/**
 * The links in notices.
 *
 * @param pipeline the name of the pipeline, for example {@code Tracequeue-prod}
 * @param table the name of the table
 * @param region the region of the table
 * @param runbook the URL of docs/operations.md
 * @param viewer the URL of the viewer; null if it has none
 */
public record Links(
    String pipeline, String table, String region, String runbook, @Nullable String viewer) {

  /** The section of the runbook about a kind of limit. */
  String runbook(LimitKind kind) {
    return runbook + '#' + kind.id();
  }

  /** The agent's page in the viewer, or the command that opens the viewer. */
  String viewer(String agentSlug) {
    boolean all = agentSlug.equals(RollupKey.ALL_AGENTS);
    if (viewer != null) {
      return all ? viewer : viewer + "#/agents/" + agentSlug;
    }
    return "bin/tracequeue view --table " + table + " --region " + region;
  }
}
