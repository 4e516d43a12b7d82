// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.util.function.Function;

/** How one invocation of the function ended. */
sealed interface InvocationResult {

  /** One value for either end. */
  <T> T match(Function<Answer, T> onAnswer, Function<Failure, T> onFailure);

  /**
   * The function returned.
   *
   * @param payload what it returned, empty where it wrote nothing
   */
  record Answer(String payload) implements InvocationResult {
    @Override
    public <T> T match(Function<Answer, T> onAnswer, Function<Failure, T> onFailure) {
      return onAnswer.apply(this);
    }
  }

  /**
   * The function did not return.
   *
   * @param reason why
   * @param message for a person
   */
  record Failure(Reason reason, String message) implements InvocationResult {
    @Override
    public <T> T match(Function<Answer, T> onAnswer, Function<Failure, T> onFailure) {
      return onFailure.apply(this);
    }
  }

  /** Why an invocation failed. */
  enum Reason {
    /** The handler threw. */
    ERROR,
    /** It took longer than the function's timeout, and its process was killed. */
    TIMEOUT,
    /** Its process ended. */
    EXIT,
    /** Its process never became ready. */
    INIT
  }
}
