// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.smoke;

/**
 * What one step of the smoke test came to.
 *
 * @param name a word or two
 * @param detail what was seen, or why it is not as it should be
 */
record StepResult(String name, Verdict verdict, String detail) {

  /** How a step went. */
  enum Verdict {
    OK,
    FAILED,
    /** It could not be looked at, which is no failure of the pipeline. */
    SKIPPED
  }

  static StepResult ok(String name, String detail) {
    return new StepResult(name, Verdict.OK, detail);
  }

  static StepResult failed(String name, String detail) {
    return new StepResult(name, Verdict.FAILED, detail);
  }

  static StepResult skipped(String name, String why) {
    return new StepResult(name, Verdict.SKIPPED, why);
  }
}
