// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.List;

/**
 * The agents of a table.
 *
 * @param slugs sorted
 * @param complete whether no limit cut the list short
 * @param cost what reading it took
 */
public record AgentList(List<String> slugs, boolean complete, ReadCost cost) {

  public AgentList {
    slugs = List.copyOf(slugs);
  }
}
