// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.lambda;

import java.util.function.Function;

/** How an invocation ended. */
public sealed interface InvocationResult {

  /** Applies the function for this kind of result. */
  <T> T match(Function<Answer, T> onAnswer, Function<Failure, T> onFailure);

  /**
   * The function returned.
   *
   * @param payload what it returned; empty if it wrote nothing
   */
  record Answer(String payload) implements InvocationResult {
    @Override
    public <T> T match(Function<Answer, T> onAnswer, Function<Failure, T> onFailure) {
      return onAnswer.apply(this);
    }
  }

  /**
   * The function failed.
   *
   * @param reason why
   * @param message for people
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
    /** Its process did not become ready. */
    INIT
  }
}
