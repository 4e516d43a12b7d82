// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a message and a request may be, in bytes; they shrink when the queue says that it takes
 * less. For one thread.
 */
final class SizeLimits {
  /** What SQS takes at most, in one message and in one request. */
  static final int SQS_BYTES = 1 << 20;

  /** One billing chunk of 64 KiB, less some room. */
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
   * Learns from a message of this length that was too long; returns whether a shorter one can be
   * made.
   */
  boolean shrinkMessage(int length, String answer) {
    messageBytes = Math.min(messageBytes, below(length, answer));
    return length > MIN_BYTES;
  }

  /**
   * Learns from a request of this length that was too long; returns whether a shorter one can be
   * made.
   */
  boolean shrinkRequest(int length, String answer) {
    requestBytes = Math.min(requestBytes, below(length, answer));
    return requestBytes < length;
  }

  /** The limit that the answer states, or half of what was too long. */
  private static int below(int length, String answer) {
    Matcher stated = STATED.matcher(answer);
    if (stated.find()) {
      int limit = Integer.parseInt(stated.group(1));
      if (limit >= MIN_BYTES && limit < length) {
        return limit;
      }
    }
    return Math.max(MIN_BYTES, length / 2);
  }
}
