// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

/** What a link does to one request. */
enum Fault {
  /** Nothing. */
  NONE(true),
  /** The request waits before it is passed on. */
  SLOW_REQUEST(true),
  /** The answer waits, and comes in two parts. */
  SLOW_ANSWER(true),
  /** The connection is reset before anything is passed on. */
  RESET(false),
  /** The request is swallowed, and the connection stays open: a black hole. */
  BLACK_HOLE(false),
  /** Not done: an error of the service. */
  SERVER_ERROR(false),
  /** Not done: too many requests. */
  THROTTLED(false),
  /** Done, and answered as if it were not. */
  ERROR_AFTER_EFFECT(true),
  /** Done, and the connection is reset instead of an answer. */
  ANSWER_RESET(true),
  /** Done, and the connection ends in the middle of the answer. */
  ANSWER_CUT(true),
  /** Done, and no answer ever comes. */
  ANSWER_LOST(true),
  /** Done and answered; then the far end is gone without a word, and later requests are lost. */
  HALF_OPEN(true),
  /** Done and answered; then the far end closes, and who kept the connection finds it stale. */
  CLOSED_AFTER(true),
  /** Done twice, and answered as the second time. */
  TWICE(true),
  /** Not done: who asks is killed at this moment. */
  CALLER_KILLED(false),
  /** Done: who asks is killed before the answer comes. */
  CALLER_KILLED_AFTER_EFFECT(true);

  private final boolean effect;

  Fault(boolean effect) {
    this.effect = effect;
  }

  /** Whether the service does what was asked. */
  boolean hasEffect() {
    return effect;
  }
}
