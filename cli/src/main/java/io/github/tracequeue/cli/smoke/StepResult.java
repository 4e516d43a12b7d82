// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.smoke;

/**
 * The result of one step of the smoke test.
 *
 * @param name a word or two
 * @param detail what was seen, or what is wrong
 */
record StepResult(String name, Verdict verdict, String detail) {

  /** How a step went. */
  enum Verdict {
    OK,
    FAILED,
    /** It could not be checked, which is not a failure of the pipeline. */
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
