// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.notice;

import java.util.List;

/** Brings notices to people. */
public interface Notifier {

  /** Tells the people of a notice's audience. */
  Delivery tell(Notice notice);

  /**
   * What came of it.
   *
   * @param sent to how many targets it was sent
   * @param failures why others did not get it
   */
  record Delivery(int sent, List<String> failures) {

    public Delivery {
      failures = List.copyOf(failures);
    }

    /** Whether it need not be tried again: somebody was told, or there is nobody to tell. */
    public boolean isDone() {
      return sent > 0 || failures.isEmpty();
    }
  }
}
