// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.time.Duration;

/** How many periods of an alarm a stretch of time takes. */
final class Periods {

  private Periods() {}

  static int covering(Duration time, int periodSeconds) {
    return Math.toIntExact((time.toSeconds() + periodSeconds - 1) / periodSeconds);
  }
}
