// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.util.List;
import java.util.Optional;

/** Where the viewer learns how alarms stand. Asked by several threads. */
@FunctionalInterface
public interface AlarmSource {

  /** Knows of no alarm definitions. */
  AlarmSource NONE = Optional::empty;

  /** How each alarm stands now; empty where no alarm definitions are known. */
  Optional<List<AlarmState>> current();
}
