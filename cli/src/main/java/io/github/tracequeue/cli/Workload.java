// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import java.util.stream.Stream;

/**
 * What the demo agents report, in order; it can be read once.
 *
 * @param size how many calls there are; the records of runs come on top
 * @param description where the traffic comes from and what of it is modelled
 */
record Workload(int size, String description, Stream<DemoReport> reports) {}
