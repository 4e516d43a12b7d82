// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

/** Something of CloudWatch that is not evaluated here; the message names it. */
final class UnsupportedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String what;

  UnsupportedException(String what) {
    super("not supported here: " + what);
    this.what = what;
  }

  /** As in "the function RATE". */
  String what() {
    return what;
  }
}
