// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import java.util.List;
import java.util.stream.Stream;

/**
 * The reports of the demo agents. Can be read once.
 *
 * @param size the number of calls, without run events
 * @param description the source of the traffic, and its simulated parts
 * @param reports the calls and run events, in the order in which they are sent
 * @param scenes what the traffic shows
 */
public record Traffic(
    int size, String description, Stream<AgentReport> reports, List<Scene> scenes) {

  /** Copies the list. */
  public Traffic {
    scenes = List.copyOf(scenes);
  }

  /** Traffic that shows nothing in particular. */
  static Traffic of(int size, String description, Stream<AgentReport> reports) {
    return new Traffic(size, description, reports, List.of());
  }

  /**
   * Something that needs attention, or is worth a look.
   *
   * @param agent the agent's slug
   * @param text what happened, in one sentence without the agent
   * @param command the arguments of the command that shows it
   */
  public record Scene(String agent, String text, String command) {}
}
