// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import java.util.stream.Stream;

/**
 * The reports of the demo agents, in order. Can be read once.
 *
 * @param size the number of calls, without run events
 * @param description the source of the traffic, and its simulated parts
 */
public record Traffic(int size, String description, Stream<AgentReport> reports) {}
