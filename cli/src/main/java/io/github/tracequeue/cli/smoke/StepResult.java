// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.smoke;

/**
 * The result of one step of the smoke test.
 *
 * @param name the step's short name
 * @param detail the observation, or the error
 */
record StepResult(String name, Verdict verdict, String detail) {

  /** The status of a step. */
  enum Verdict {
    OK,
    FAILED,
    /** The step could not be checked. This is not a failure of the pipeline. */
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
