// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

/**
 * A target, and whether it was met.
 *
 * @param group of parts that it belongs to
 * @param text what is asked for
 * @param measured the figure that decides
 * @param verdict met, missed, or not measured
 */
record Target(String group, String text, String measured, Verdict verdict) {
  /** Whether a target was reached. */
  enum Verdict {
    MET("met"),
    MISSED("**missed**"),
    NOT_MEASURED("not measured");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    static Verdict of(boolean isMet) {
      return isMet ? MET : MISSED;
    }
  }
}
