// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

/**
 * What one step of the smoke test came to.
 *
 * @param name a word or two
 * @param detail what was seen, or why it is not as it should be
 */
record SmokeStep(String name, Verdict verdict, String detail) {

  /** How a step went. */
  enum Verdict {
    OK,
    FAILED,
    /** It could not be looked at, which is no failure of the pipeline. */
    SKIPPED
  }

  static SmokeStep ok(String name, String detail) {
    return new SmokeStep(name, Verdict.OK, detail);
  }

  static SmokeStep failed(String name, String detail) {
    return new SmokeStep(name, Verdict.FAILED, detail);
  }

  static SmokeStep skipped(String name, String why) {
    return new SmokeStep(name, Verdict.SKIPPED, why);
  }
}
