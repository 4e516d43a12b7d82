// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import software.amazon.awscdk.NestedStack;
import software.constructs.Construct;

/**
 * Where the alarms of agents go. A stack holds 500 resources, so many agents are spread over nested
 * stacks, by their names alone: adding one must not move the alarms of another.
 */
final class AgentAlarmPlacement {
  /** Agents whose alarms still fit into the pipeline's own stack. */
  static final int IN_PLACE = 40;

  private static final int NESTED_STACKS = 16;

  private AgentAlarmPlacement() {}

  static void place(
      Construct scope, List<AgentSettings> agents, String name, AlarmSet.Addressing addressing) {
    if (agents.size() <= IN_PLACE) {
      add(new Construct(scope, "Agents"), agents, new AlarmSet(name, addressing));
      return;
    }
    Map<Integer, List<AgentSettings>> groups =
        agents.stream()
            .collect(
                Collectors.groupingBy(
                    agent -> group(agent.slug()), TreeMap::new, Collectors.toList()));
    groups.forEach(
        (group, members) ->
            add(
                new NestedStack(scope, "Agents" + group),
                members,
                // Another name than in place: an alarm cannot move to another stack under its own.
                new AlarmSet(name + "." + group, addressing)));
  }

  private static void add(Construct scope, List<AgentSettings> agents, AlarmSet alarms) {
    for (AgentSettings agent : agents) {
      Construct ofAgent = new Construct(scope, agent.slug());
      AgentAlarms.of(agent).forEach(alarm -> alarms.add(ofAgent, alarm));
    }
  }

  private static int group(String slug) {
    CRC32 hash = new CRC32();
    hash.update(slug.getBytes(UTF_8));
    return (int) (hash.getValue() % NESTED_STACKS);
  }
}
