// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.List;

/**
 * The agents of a table.
 *
 * @param slugs sorted
 * @param complete whether the list contains all agents
 * @param cost the cost of the read
 */
public record AgentList(List<String> slugs, boolean complete, ReadCost cost) {

  public AgentList {
    slugs = List.copyOf(slugs);
  }
}
