// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

/** How many random texts a test tries: fewer where it runs once for each mutant. */
final class RandomCases {

  private static final int DIVISOR = Integer.getInteger("random.cases.divisor", 1);

  private RandomCases() {}

  static int of(int usual) {
    return Math.max(1, usual / DIVISOR);
  }
}
