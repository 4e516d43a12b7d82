// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

/** Why a request or one of its messages was not taken. */
final class Failure {
  final Kind kind;

  /** For the log; never a payload. */
  final String detail;

  Failure(Kind kind, String detail) {
    this.kind = kind;
    this.detail = detail;
  }

  /** What to do about it. */
  enum Kind {
    /** Another attempt may do. */
    TRANSIENT(DropReason.DELIVERY_TIMEOUT),
    /** Somebody has to grant the access first. */
    UNAUTHORIZED(DropReason.UNAUTHORIZED),
    /** Somebody has to create the queue first. */
    QUEUE_MISSING(DropReason.QUEUE_MISSING),
    /** The request as a whole is not acceptable, for whichever of its messages. */
    REFUSED(DropReason.REJECTED),
    /** The message or the request is longer than the queue allows. */
    TOO_LONG(DropReason.TOO_LARGE),
    /** The message is not acceptable, and will not be. */
    REJECTED(DropReason.REJECTED);

    /** The reason to give where the failure was the last. */
    final DropReason reason;

    Kind(DropReason reason) {
      this.reason = reason;
    }

    /** Whether no attempt will do before somebody has changed something outside. */
    boolean opensCircuit() {
      return this == UNAUTHORIZED || this == QUEUE_MISSING;
    }
  }
}
