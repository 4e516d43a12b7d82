// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The alarms with their states, or why they are unknown.
 *
 * @param known whether any definitions are known, and their states could be read
 * @param alarms empty if they are not known
 * @param problem why known definitions could not be read; null if they could, or if there are none
 */
public record AlarmReport(boolean known, List<ListedAlarm> alarms, @Nullable String problem) {

  /** Copies the list. */
  public AlarmReport {
    alarms = List.copyOf(alarms);
  }

  /** The current state of each alarm. */
  public static AlarmReport of(List<ListedAlarm> alarms) {
    return new AlarmReport(true, alarms, null);
  }

  /** No alarm definitions are known. */
  public static AlarmReport unknown() {
    return new AlarmReport(false, List.of(), null);
  }

  /** The alarms cannot be read; the problem states the reason in one sentence. */
  public static AlarmReport unreadable(String problem) {
    return new AlarmReport(false, List.of(), problem);
  }
}
