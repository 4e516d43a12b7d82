// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

/** The state of an agent's environment during a measurement. */
public enum Condition {
  /** The sink answers immediately. */
  HEALTHY("all well"),

  /** The sink accepts requests and never answers; the queue is large enough for all calls. */
  SILENT_SINK("sink never answers"),

  /** The sink never answers, and the queue has its default bounds. */
  SILENT_SINK_BOUNDED("sink never answers, default bounds"),

  /** Getting credentials takes 700 ms each time; the queue is large enough for all calls. */
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
