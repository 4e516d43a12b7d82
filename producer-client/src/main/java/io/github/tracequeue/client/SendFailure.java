// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

/**
 * Why a request or one of its messages was not accepted.
 *
 * @param kind decides what the client does next
 * @param detail goes to the log: an error code and message, never a message body
 */
public record SendFailure(Kind kind, String detail) {

  /** What the client does about a failure. */
  public enum Kind {
    /** Another attempt may succeed. The client backs off and retries until the delivery timeout. */
    TRANSIENT(DropReason.DELIVERY_TIMEOUT),
    /** Access is denied. The client retries with one message about every 15 seconds. */
    UNAUTHORIZED(DropReason.UNAUTHORIZED),
    /** The queue does not exist. The client retries as for {@link #UNAUTHORIZED}. */
    QUEUE_MISSING(DropReason.QUEUE_MISSING),
    /**
     * The message is too long, or all messages of the request together. The client splits them. It
     * reads a limit from details such as {@code shorter than 262144 bytes}.
     */
    TOO_LONG(DropReason.TOO_LARGE),
    /**
     * The message is invalid. The client drops it. If the request as a whole is rejected, the
     * client sends its messages one by one, because one of them may be the cause.
     */
    REJECTED(DropReason.REJECTED);

    private final DropReason dropReason;

    Kind(DropReason dropReason) {
      this.dropReason = dropReason;
    }

    /** Why events are dropped if this was the last failure. */
    DropReason dropReason() {
      return dropReason;
    }

    /** Whether a retry can succeed only after someone changes a permission or creates the queue. */
    boolean needsOperator() {
      return this == UNAUTHORIZED || this == QUEUE_MISSING;
    }
  }
}
