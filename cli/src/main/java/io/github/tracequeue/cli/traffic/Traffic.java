// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import java.util.stream.Stream;

/**
 * What the demo agents report, in order; it can be read once.
 *
 * @param size how many calls there are; the records of runs come on top
 * @param description where the traffic comes from and what of it is modelled
 */
public record Traffic(int size, String description, Stream<AgentReport> reports) {}
