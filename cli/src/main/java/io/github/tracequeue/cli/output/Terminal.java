// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.output;

/**
 * The terminal that shows the output.
 *
 * @param columns its width; 0 if the output is piped or goes to a file
 */
public record Terminal(int columns) {
  /** The output is piped or goes to a file: lines of any length, no pictures. */
  public static final Terminal NONE = new Terminal(0);

  /** The terminal of the standard output, which {@code bin/tracequeue} measures. */
  public static Terminal ofProcess() {
    return new Terminal(Math.max(0, Integer.getInteger("tracequeue.columns", 0)));
  }

  public boolean isPresent() {
    return columns > 0;
  }
}
