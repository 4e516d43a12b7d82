// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

/** Where the viewer learns how alarms stand. Asked by several threads. */
@FunctionalInterface
public interface AlarmSource {

  /** Knows of no alarm definitions. */
  AlarmSource NONE = AlarmReport::unknown;

  /** How the alarms stand now, or why that cannot be told. */
  AlarmReport current();
}
