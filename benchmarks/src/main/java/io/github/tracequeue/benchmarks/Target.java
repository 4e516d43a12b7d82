// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

/**
 * A target and its result.
 *
 * @param group the group of parts
 * @param text the target
 * @param measured the measured figure
 * @param verdict met, missed or not measured
 */
record Target(String group, String text, String measured, Verdict verdict) {
  /** The result of a target. */
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
