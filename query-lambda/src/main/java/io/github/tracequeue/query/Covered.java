// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.TimeRange;

/** Which time an answer is about, and whether it holds all of it. */
final class Covered {

  private Covered() {}

  static void write(JsonWriter json, TimeRange range, boolean complete) {
    json.startObject("covers")
        .time("from", range.from().equals(TimeRange.ALL.from()) ? null : range.from())
        .time("until", range.until().equals(TimeRange.ALL.until()) ? null : range.until())
        .flag("complete", complete)
        .end();
  }
}
