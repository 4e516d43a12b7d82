// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The maximum length of a message and of a request in bytes. They shrink if the queue has lower
 * limits. Not thread-safe.
 */
final class SizeLimits {
  /** The maximum that SQS accepts in one message and in one request. */
  static final int SQS_BYTES = 1 << 20;

  /** A little less than the 64 KiB that SQS bills as one request. */
  private static final int MESSAGE_BYTES = 60 * 1024;

  /** The smallest limit that a queue can have. */
  private static final int MIN_BYTES = 1024;

  private static final Pattern STATED = Pattern.compile("(?:shorter|longer|less) than (\\d{4,7})");

  private int messageBytes = MESSAGE_BYTES;
  private int requestBytes = SQS_BYTES;

  int messageBytes() {
    return Math.min(messageBytes, requestBytes);
  }

  int requestBytes() {
    return requestBytes;
  }

  /**
   * Lowers the limit after a message of this length was too long. Returns whether a shorter one may
   * be accepted.
   */
  boolean shrinkMessage(int length, String error) {
    messageBytes = Math.min(messageBytes, below(length, error));
    return length > MIN_BYTES;
  }

  /**
   * Lowers the limit after a request of this length was too long. Returns whether a shorter one may
   * be accepted.
   */
  boolean shrinkRequest(int length, String error) {
    requestBytes = Math.min(requestBytes, below(length, error));
    return requestBytes < length;
  }

  /** The limit that the error states, or half of the length that was too long. */
  private static int below(int length, String error) {
    Matcher stated = STATED.matcher(error);
    if (stated.find()) {
      int limit = Integer.parseInt(stated.group(1));
      if (limit >= MIN_BYTES && limit < length) {
        return limit;
      }
    }
    return Math.max(MIN_BYTES, length / 2);
  }
}
