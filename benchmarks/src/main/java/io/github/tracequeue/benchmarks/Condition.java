// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

/** What the agent's surroundings do while it is measured. */
public enum Condition {
  /** The sink answers at once. */
  HEALTHY("all well"),

  /** The sink takes requests and never answers. */
  SILENT_SINK("sink never answers"),

  /** Credentials take 700 ms each time they are asked for. */
  SLOW_CREDENTIALS("credentials take 700 ms");

  static final long CREDENTIALS_MILLIS = 700;

  private final String title;

  Condition(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
