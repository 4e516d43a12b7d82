// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.TimeRange;

/** The time range of a response, and whether the response is complete. */
final class Coverage {

  private Coverage() {}

  static void write(JsonWriter json, TimeRange range, boolean complete) {
    json.startObject("covers")
        .time("from", range.from().equals(TimeRange.ALL.from()) ? null : range.from())
        .time("until", range.until().equals(TimeRange.ALL.until()) ? null : range.until())
        .flag("complete", complete)
        .end();
  }
}
