// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.time.Instant;

/** Compares instants. */
final class Instants {

  private Instants() {}

  static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
