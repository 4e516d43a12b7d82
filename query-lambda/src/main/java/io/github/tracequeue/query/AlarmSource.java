// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

/** The source of the alarms that the viewer shows. Thread-safe. */
@FunctionalInterface
public interface AlarmSource {

  /** A source without alarm definitions. */
  AlarmSource NONE = AlarmReport::unknown;

  /** The alarms with their current states, or why they are unknown. */
  AlarmReport current();
}
