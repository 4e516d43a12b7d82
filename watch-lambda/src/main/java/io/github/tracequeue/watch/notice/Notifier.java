// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.notice;

import java.util.List;

/** Sends notices. */
public interface Notifier {

  /** Sends a notice to its audience. */
  Delivery send(Notice notice);

  /**
   * The result of sending a notice.
   *
   * @param sent the number of targets that accepted it
   * @param failures the reason for each target that did not
   */
  record Delivery(int sent, List<String> failures) {

    public Delivery {
      failures = List.copyOf(failures);
    }

    /** Whether no retry is needed: a target accepted the notice, or there are no targets. */
    public boolean isDone() {
      return sent > 0 || failures.isEmpty();
    }
  }
}
