// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

/** What a scripted result says of a message. */
final class Answers {
  private Answers() {}

  static boolean isAcknowledged(SendResult result, int index) {
    return result instanceof SendResult.Answered answered
        && !answered.failures().containsKey(index);
  }
}
